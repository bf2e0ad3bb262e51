// Overlays of a wall that end at a given time: a name, margin marks, a message.

const shown = new Map();
// Browsers' timers are limited to 24 days.
const MAX_TIMEOUT = 2 ** 31 - 1;

/** Shows `texts` as an element of class on-wall-<kind> until a time (ISO) that is left(until)
 *  milliseconds away. Then removes it and calls onEnd(). Without texts nothing is shown. Returns
 *  the element, or null. */
export function overlay(kind, texts, until, left, onEnd = () => {}) {
  const before = shown.get(kind);
  const key = JSON.stringify([texts, until]);
  if (before?.key === key) return before.element;
  clearTimeout(before?.timer);
  before?.element.remove();
  shown.delete(kind);
  if (!texts || left(until) <= 0) return null;
  const element = document.createElement("div");
  element.className = `on-wall on-wall-${kind}`;
  element.role = "status";
  for (const text of texts) element.append(line(text));
  document.body.append(element);
  const end = () => {
    overlay(kind, null);
    onEnd();
  };
  shown.set(kind, { key, element, timer: setTimeout(end, Math.min(left(until), MAX_TIMEOUT)) });
  return element;
}

function line(text) {
  const element = document.createElement("p");
  element.dir = "auto";
  element.textContent = text;
  return element;
}
