// Words that the server has not got yet, in this browser: by person and address, for a day at most.
const PREFIX = "portal.words:";
const DAY = 24 * 60 * 60 * 1000;

const keyOf = (who, address) => `${PREFIX}${who}:${address}`;

/** Whether the browser could keep it. `copy` has text, version and number. */
export function put(who, address, copy) {
  try {
    localStorage.setItem(keyOf(who, address), JSON.stringify({ ...copy, at: Date.now() }));
    return true;
  } catch {
    return false;
  }
}

export function take(who, address) {
  dropOld();
  return read(keyOf(who, address));
}

export function drop(who, address) {
  remove(keyOf(who, address));
}

/** Every copy of this person, with its address. */
export function all(who) {
  const start = keyOf(who, "");
  return keys()
    .filter((key) => key.startsWith(start))
    .map((key) => ({ address: key.slice(start.length), ...read(key) }));
}

export function dropAll() {
  keys().forEach(remove);
}

export function dropOld() {
  for (const key of keys()) {
    const copy = read(key);
    if (!copy || !(Date.now() - copy.at < DAY)) {
      remove(key);
    }
  }
}

function keys() {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
  } catch {
    return [];
  }
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function remove(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    // Nothing is kept where nothing may be stored.
  }
}
