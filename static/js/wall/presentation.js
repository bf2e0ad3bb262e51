// Somebody presents: the wall shows one step, and where it may, its keys go on and back as a
// presenter's remote sends them. The step itself comes from the server, to every wall alike.

const ON = [" ", "Enter", "ArrowDown", "PageDown"];
const BACK = ["Backspace", "ArrowUp", "PageUp"];

let last = Promise.resolve();
let was = false;

const isOn = () => Boolean(document.querySelector('.page[id^="present-"]'));

/** Whether a presentation has ended since this was asked: the loop begins anew. */
export function ended() {
  const before = was;
  was = isOn();
  return before && !was;
}

/** Has the keys step, where this browser may. Registered after what a key may end first. */
export function stepByKeys() {
  if (!("maySteps" in document.body.dataset)) return;
  addEventListener("keydown", press, { capture: true });
}

function press(event) {
  if (!isOn() || event.ctrlKey || event.metaKey || event.altKey) return;
  const by = stepOf(event.key);
  if (!by) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (!event.repeat) last = last.then(() => step(by)); // one after another, in their order
}

/** How many steps a presenter's key goes: 1, -1, or 0. */
export function stepOf(key) {
  const right = document.documentElement.dir === "rtl" ? -1 : 1;
  if (key === "ArrowRight") return right;
  if (key === "ArrowLeft") return -right;
  return ON.includes(key) - BACK.includes(key);
}

const step = (by) =>
  fetch("/present/step", { method: "POST", body: new URLSearchParams({ by }) }).catch(() => null);
