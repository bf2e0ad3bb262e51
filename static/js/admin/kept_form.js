// A form that was restored after logging in is saved with one key. The Enter that logged in may
// bounce and must not save what nobody has read yet, so the first second is ignored.
const READING_TIME = 1000;

/** Moves the focus to the button that saves the restored form. */
export function focusRestoredForm(root) {
  const restored = root.querySelector("[data-kept]");
  const form = restored && [...root.forms].find((each) => each.getAttribute("action") === restored.dataset.kept);
  const button = form?.querySelector("button:not([name]), button") ?? root.querySelector("[data-kept-save]");
  if (!button) return;
  button.focus({ preventScroll: true });
  form?.scrollIntoView({ block: "nearest" });
  const shown = performance.now();
  root.addEventListener(
    "submit",
    (event) => {
      if (performance.now() - shown < READING_TIME) {
        event.preventDefault();
        event.stopImmediatePropagation();
      }
    },
    { capture: true },
  );
}
