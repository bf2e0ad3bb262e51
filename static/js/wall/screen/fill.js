// Sets the text of an overlay as large as its space allows.

const STEP = 0.1; // rem

/** Sets the size of an element's text, between `least` and `most` rem, as large as possible while
 *  it `fits()`; without breaking a word, unless one is longer than its line even so. Returns whether
 *  it fits at all. */
export function growToFit(element, sizes, fits) {
  const isWhole = () => [...element.children].every((line) => line.scrollWidth <= line.clientWidth + 1);
  element.toggleAttribute("data-unbroken", true);
  if (grow(element, sizes, () => isWhole() && fits())) return true;
  element.removeAttribute("data-unbroken");
  return grow(element, sizes, fits);
}

function grow(element, [least, most], fits) {
  const fitsAt = (steps) => {
    element.style.setProperty("--text-size", `${least + steps * STEP}rem`);
    return fits();
  };
  let [low, high] = [0, Math.floor((most - least) / STEP)];
  if (!fitsAt(low)) return false;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fitsAt(middle)) low = middle;
    else high = middle - 1;
  }
  fitsAt(low);
  return true;
}

/** Whether the lines of an element are within its height. */
export function isInside(element) {
  const style = getComputedStyle(element);
  const space = element.clientHeight - parseFloat(style.paddingTop) - parseFloat(style.paddingBottom);
  const lines = [...element.children].filter(({ offsetHeight }) => offsetHeight);
  const gaps = (parseFloat(style.rowGap) || 0) * (lines.length - 1);
  return lines.reduce((total, line) => total + line.offsetHeight, gaps) <= space;
}
