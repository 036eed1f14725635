// Starts GOV.UK Frontend's components, and forgets words kept in this browser when their time is over. Every
// page works without this file.
import { dropAll, dropOld } from "./writing/copies.js";

const script = document.querySelector("script[data-govuk-frontend]");

document.body.classList.add("js-enabled", "govuk-frontend-supported");

dropOld();
window.addEventListener("submit", (event) => {
  if (event.target.matches("[data-sign-out]") && !event.defaultPrevented) {
    dropAll();
  }
});

const { initAll } = await import(script.dataset.govukFrontend);
initAll();
