// During a presentation the wall shows one step. A presenter's keys move it, where this browser is
// allowed to. The step itself comes from the server, so that all walls show the same.

import { stepOf } from "../shared/presenter_keys.js";

let lastStep = Promise.resolve();
let wasPresenting = false;

/** Whether the wall follows a presenter. */
export const isPresenting = () => Boolean(document.querySelector('.page[id^="present-"]'));

/** Whether a presentation has ended since the last call, so that the rotation starts again. */
export function hasEnded() {
  const before = wasPresenting;
  wasPresenting = isPresenting();
  return before && !wasPresenting;
}

/** Lets keys change the step, if this browser may. Call it after listeners that go first. */
export function enablePresenterKeys() {
  if (!("maySteps" in document.body.dataset)) return;
  addEventListener("keydown", onKey, { capture: true });
}

function onKey(event) {
  if (!isPresenting() || event.ctrlKey || event.metaKey || event.altKey) return;
  const by = stepOf(event.key);
  if (!by) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (!event.repeat) lastStep = lastStep.then(() => step(by)); // in order
}

const step = (by) =>
  fetch("/present/step", { method: "POST", body: new URLSearchParams({ by }) }).catch(() => null);
