// The keys of a wall: arrows turn its pages, the space bar holds.

const along = () => (document.documentElement.dir === "rtl" ? -1 : 1);
const STEPS = {
  ArrowRight: along, ArrowLeft: () => -along(), ArrowDown: () => 1, ArrowUp: () => -1,
};

/** Has the keys turn(steps) and hold(). */
export function keys(turn, hold) {
  addEventListener("keydown", (event) => {
    const { key, ctrlKey, metaKey, altKey } = event;
    const step = STEPS[key];
    if (!(step || key === " ") || ctrlKey || metaKey || altKey) return;
    event.preventDefault();
    if (step) turn(step());
    else hold();
  });
}
