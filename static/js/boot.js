// Starts GOV.UK Frontend's components. Every page works without this file.
const script = document.querySelector("script[data-govuk-frontend]");

document.body.classList.add("js-enabled", "govuk-frontend-supported");

const { initAll } = await import(script.dataset.govukFrontend);
initAll();
