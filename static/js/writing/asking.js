// One question to the server about a draft. Says what came of it; never throws.
const SECONDS = 20_000;
const MOST_KEPT_ALIVE = 60_000;

const tokens = () => document.querySelectorAll("[name=csrfmiddlewaretoken]");

/**
 * Sends words to `address` for the person `who`. `state` of what comes back is kept, window, words, closed,
 * offline, failing, signed_out, somebody_else or refused.
 */
export async function send(address, who, { text, version, number }) {
  const answer = await post(address, { text, version, number });
  if (answer.state !== "forbidden") {
    return answer;
  }
  // The token may be from before a sign-in.
  const fresh = await ask(address, {});
  if (!fresh.token) {
    return fresh.state === "forbidden" ? { state: "refused" } : fresh;
  }
  if (fresh.who !== who) {
    return { state: "somebody_else" };
  }
  for (const each of tokens()) {
    each.value = fresh.token;
  }
  const again = await post(address, { text, version, number });
  return again.state === "forbidden" ? { state: "refused" } : again;
}

function post(address, fields) {
  const body = new URLSearchParams({ ...fields, csrfmiddlewaretoken: tokens()[0].value });
  // What is on its way arrives although the page is left.
  return ask(address, { method: "POST", body, keepalive: body.toString().length < MOST_KEPT_ALIVE });
}

async function ask(address, options) {
  if (navigator.onLine === false) {
    return { state: "offline" };
  }
  try {
    const answer = await fetch(address, { ...options, signal: AbortSignal.timeout(SECONDS) });
    if (answer.redirected) {
      return { state: "signed_out" };
    }
    if ((answer.headers.get("Content-Type") ?? "").startsWith("application/json")) {
      return await answer.json();
    }
    if (answer.status === 403 || answer.status === 404) {
      return { state: "forbidden" };
    }
    return { state: "failing" };
  } catch {
    return { state: "offline" };
  }
}
