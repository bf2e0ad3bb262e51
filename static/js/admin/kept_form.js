// A form that came back after a log-in: one key saves it. The Enter that logged in may bounce, and
// must not save what nobody has read yet, so the first second does nothing.
const READING = 1000;

/** Leads to the button that saves the form that came back. */
export function offerKept(root) {
  const kept = root.querySelector("[data-kept]");
  const form = kept && [...root.forms].find((each) => each.getAttribute("action") === kept.dataset.kept);
  const button = form?.querySelector("button:not([name]), button") ?? root.querySelector("[data-kept-save]");
  if (!button) return;
  button.focus({ preventScroll: true });
  form?.scrollIntoView({ block: "nearest" });
  const shown = performance.now();
  root.addEventListener(
    "submit",
    (event) => {
      if (performance.now() - shown < READING) {
        event.preventDefault();
        event.stopImmediatePropagation();
      }
    },
    { capture: true },
  );
}
