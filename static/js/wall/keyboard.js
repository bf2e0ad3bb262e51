// The keys of a wall: arrows turn its pages, the space bar pauses it.

const forward = () => (document.documentElement.dir === "rtl" ? -1 : 1);
const STEPS = {
  ArrowRight: forward, ArrowLeft: () => -forward(), ArrowDown: () => 1, ArrowUp: () => -1,
};

/** Calls turn(steps) and togglePause() for the wall's keys. */
export function listenToKeys(turn, togglePause) {
  addEventListener("keydown", (event) => {
    const { key, ctrlKey, metaKey, altKey } = event;
    const step = STEPS[key];
    if (!(step || key === " ") || ctrlKey || metaKey || altKey) return;
    event.preventDefault();
    if (step) turn(step());
    else togglePause();
  });
}
