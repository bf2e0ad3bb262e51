// A poster: its theme is as large as the space above the words at the bottom allows.

const LARGEST = 9; // rem
const SMALLEST = 1.69;
const STEP = 0.05;
const GAPS = 0.6; // rem, above and below the theme together
// A theme smaller than this may break its words.
const WHOLE_WORDS_FROM = 2.5;

export const isPoster = (sheet) => sheet.classList.contains("poster");

/** Sets a poster's theme as large as possible. */
export function fitPoster(sheet) {
  sheet.toggleAttribute("data-whole-words", true);
  if (largest(sheet) >= WHOLE_WORDS_FROM) return;
  sheet.removeAttribute("data-whole-words");
  largest(sheet);
}

// The largest size that fits, or the smallest.
function largest(sheet) {
  let [low, high] = [0, Math.round((LARGEST - SMALLEST) / STEP)];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    setSize(sheet, middle);
    if (fits(sheet)) low = middle;
    else high = middle - 1;
  }
  return setSize(sheet, low);
}

function setSize(sheet, steps) {
  const size = SMALLEST + steps * STEP;
  sheet.style.setProperty("--theme-size", `${size.toFixed(2)}rem`);
  return size;
}

function fits(sheet) {
  const [meta, title, words] = [".meta", ".title", ".poster-words"].map((name) => sheet.querySelector(name));
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  const space = words.offsetTop - meta.offsetTop - meta.offsetHeight - GAPS * rem;
  return title.offsetHeight <= space && title.scrollWidth <= title.clientWidth;
}
