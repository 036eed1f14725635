// Keeps the words of the box on the server, one request at a time. What it has not got stays in this browser.
import { send } from "./asking.js";
import * as copies from "./copies.js";

const PAUSE = 1000;
const SOONEST = 2000;
const LATEST = 60_000;
const TRIED_AGAIN = ["offline", "failing", "signed_out", "somebody_else"];

export const same = (one, other) => one.replace(/\r\n?/g, "\n").trim() === other.replace(/\r\n?/g, "\n").trim();

/**
 * `tell(answer)` is called for each answer, and with the state "saving" before; what it has not to say is the
 * form's event "settled", once nothing is under way.
 */
export function keeper(form, box, tell) {
  const { draft: address, who } = form.dataset;
  const { version, number } = form.elements;
  number.value = number.defaultValue;
  let basedOn = form.dataset.basedOn;
  let kept = "dirty" in form.dataset ? null : box.defaultValue;
  let lastSent = null;
  let timer = 0;
  let wait = SOONEST;
  let working = null;
  let other = null;
  let hasCopy = true;
  let stopped = false;

  const isUnsent = () => kept === null || !same(box.value, kept);

  function remember() {
    hasCopy = copies.put(who, address, { text: box.value, version: basedOn, number: number.value });
  }

  function later(milliseconds) {
    clearTimeout(timer);
    timer = setTimeout(keep, milliseconds);
  }

  /** Once nothing is under way. */
  function keep() {
    clearTimeout(timer);
    working ??= work().finally(() => {
      working = null;
      form.dispatchEvent(new Event("settled"));
    });
    return working;
  }

  async function work() {
    while (!stopped && !other && isUnsent()) {
      const text = box.value;
      remember();
      tell({ state: "saving" });
      const answer = await send(address, who, { text, version: basedOn, number: number.value });
      if (answer.state === "window" && lastSent !== null && same(answer.text, lastSent)) {
        // Our own words: the answer to them was lost on its way.
        number.value = answer.number;
        kept = answer.text;
        continue;
      }
      lastSent = text;
      take(answer, text);
      if (answer.state !== "kept") {
        return;
      }
      if (isUnsent()) {
        // Typed on meanwhile: after the next pause.
        later(PAUSE);
        return;
      }
    }
    if (!stopped && !isUnsent()) {
      copies.drop(who, address);
    }
  }

  function take(answer, text) {
    if (answer.state === "kept") {
      number.value = answer.number;
      kept = text;
      wait = SOONEST;
    } else if (answer.state === "window") {
      other = answer;
    } else if (TRIED_AGAIN.includes(answer.state)) {
      later(wait);
      wait = Math.min(wait * 2, LATEST);
    }
    if (answer.state !== "kept" || answer.moved || !isUnsent()) {
      tell({ ...answer, hasCopy });
    }
  }

  return {
    isUnsent,
    keep,
    isLosing: () => isUnsent() && !hasCopy && !stopped,
    isWorking: () => working !== null,
    settled: () => working ?? Promise.resolve(),
    typed() {
      stopped = false;
      remember();
      later(PAUSE);
    },
    /** After the connection, the sign-in or the person is back. */
    again() {
      if (isUnsent() && !other) {
        keep();
      }
    },
    /** Out of the two texts of two windows the one that is written on. */
    choose(which) {
      const { text, number: now } = other;
      other = null;
      number.value = now;
      if (which !== "mine") {
        box.value = which === "both" ? `${text}\n\n${box.value}` : text;
      }
      kept = text;
      if (isUnsent()) {
        keep();
      } else {
        copies.drop(who, address);
      }
    },
    /** The words go with the form, or are to be forgotten. */
    stop({ forget }) {
      clearTimeout(timer);
      stopped = true;
      if (forget) {
        copies.drop(who, address);
      } else if (isUnsent()) {
        remember();
      }
    },
    /** Words that this browser kept come back into the box; whether there were any. */
    restore() {
      const copy = copies.take(who, address);
      if (!copy || same(copy.text, box.value) || "posted" in form.dataset) {
        copies.drop(who, address);
        return false;
      }
      box.value = copy.text;
      number.value = copy.number;
      basedOn = copy.version;
      version.value = copy.version;
      kept = null;
      return true;
    },
  };
}

/** Copies of other pages, left there when those were closed, are sent from this one. */
export async function sendOthers(who, address) {
  for (const copy of copies.all(who)) {
    if (copy.address !== address) {
      const answer = await send(copy.address, who, copy);
      if (answer.state === "kept") {
        copies.drop(who, copy.address);
      }
    }
  }
}
