// The keys that a presenter's remote sends.

const FORWARD = [" ", "Enter", "ArrowDown", "PageDown"];
const BACK = ["Backspace", "ArrowUp", "PageUp"];

/** How many steps a key moves a presentation: 1, -1 or 0. */
export function stepOf(key) {
  const right = document.documentElement.dir === "rtl" ? -1 : 1;
  if (key === "ArrowRight") return right;
  if (key === "ArrowLeft") return -right;
  return FORWARD.includes(key) - BACK.includes(key);
}
