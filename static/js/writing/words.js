// What the page says of the words in the box: how many, and whether they are kept.
const LIMIT = 10_000;
const NEAR = 1000;

/** Such as "69 words", with the characters where they come near the limit. `problem` is empty within it. */
export function counted(text) {
  const words = text.split(/\s+/).filter(Boolean).length;
  const characters = [...text.trim()].length;
  const said = `${words.toLocaleString("en-GB")} ${words === 1 ? "word" : "words"}`;
  if (characters < LIMIT - NEAR) {
    return { said, problem: "" };
  }
  const near = `${said}, ${characters.toLocaleString("en-GB")} of ${LIMIT.toLocaleString("en-GB")} characters`;
  const over = characters - LIMIT;
  return {
    said: near,
    problem: over > 0 ? `Take out ${over.toLocaleString("en-GB")} to save. Nothing you typed is lost.` : "",
  };
}

const KEPT_HERE = "Your words are kept in this browser";
const NOWHERE = "This browser cannot keep them: copy them before you leave this page";

/** The line under the box, and the notice where something is in the way. `when` is when it was saved last. */
export function spoken({ state, said, at, moved, hasCopy }, when) {
  const last = when ? ` Last saved ${when}.` : "";
  const kept = hasCopy ? KEPT_HERE : NOWHERE;
  switch (state) {
    case "saving":
      return { line: "Saving …" };
    case "kept":
      return moved
        ? { line: `Saved ${at}`, title: moved, text: "Your words are kept apart from that.", link: ["See both", location.pathname] }
        : { line: `Saved ${at}` };
    case "offline":
      return {
        line: "Not saved: there is no connection",
        title: `Not connected.${last}`,
        text: `Keep writing: ${kept.charAt(0).toLowerCase()}${kept.slice(1)}${hasCopy ? " and are sent when the connection is back" : ""}.`,
      };
    case "failing":
      return { line: "Not saved: the portal did not answer", title: `The portal does not answer.${last}`, text: `${kept}, and sent again in a moment.` };
    case "signed_out":
      return { line: "Not saved: you were signed out", title: "You were signed out.", text: `${kept}.`, signIn: true };
    case "somebody_else":
      return {
        line: "Not saved: somebody else is signed in",
        title: "Somebody else is signed in in this browser.",
        text: `${kept}. They are saved once you are signed in again.`,
      };
    case "window":
      return { line: "Not saved: choose between the two texts" };
    case "refused":
      return { line: "Not saved", title: "You may no longer write this commentary.", text: "Copy your words before you leave this page." };
    default:
      return { line: `Not saved: ${said}`, title: state === "closed" ? said : "", text: state === "closed" ? `${kept}: copy them from the box.` : "" };
  }
}
