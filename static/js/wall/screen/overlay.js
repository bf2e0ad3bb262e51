// What is laid over a wall, or stands below it, until a moment: a name, marks, a message.

const shown = new Map();
// A browser's timers go no further than 24 days.
const LONGEST = 2 ** 31 - 1;

/** Shows `texts` as an element of class on-wall-<kind> until a moment (ISO) that is `left(until)`
 *  milliseconds away, and takes it away then; `ended()` is told of that. Without texts there is
 *  nothing to show. Returns the element, or null. */
export function overlay(kind, texts, until, left, ended = () => {}) {
  const before = shown.get(kind);
  const said = JSON.stringify([texts, until]);
  if (before?.said === said) return before.element;
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
    ended();
  };
  shown.set(kind, { said, element, timer: setTimeout(end, Math.min(left(until), LONGEST)) });
  return element;
}

function line(text) {
  const element = document.createElement("p");
  element.dir = "auto";
  element.textContent = text;
  return element;
}
