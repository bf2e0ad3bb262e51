// Measures the cap height of the wall's fonts. 1rem is a letter of 16 arc minutes, so a font with
// low letters is set larger. Only the browser knows which font it uses for a script, so one tall
// letter of each script on the wall is drawn and measured.

const SAMPLE_SIZE = 200; // pixels per em
const OPAQUE = 128;
// The design assumes capitals of 0.72 em. Fonts with taller capitals are not set smaller.
const DESIGN_RATIO = 0.72;
const MIN_RATIO = 0.4;
const LETTERS = [
  [/[\p{Script=Latin}\p{N}]/u, "H"],
  [/\p{Script=Cyrillic}/u, "Н"],
  [/\p{Script=Greek}/u, "Η"],
  [/\p{Script=Arabic}/u, "ا"],
  [/\p{Script=Hebrew}/u, "ל"],
  [/\p{Script=Devanagari}/u, "क"],
  [/\p{Script=Thai}/u, "ก"],
  [/\p{Script=Hangul}/u, "한"],
  [/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u, "国"],
];
const root = document.documentElement;
const unmeasured = new Set(LETTERS);
let lowest = DESIGN_RATIO;

/** Makes sure that the letters of every script in a text are tall enough. Returns whether the
 *  wall's text has become larger. */
export function ensureCapHeight(text) {
  const fresh = [...unmeasured].filter(([script]) => script.test(text));
  for (const letter of fresh) unmeasured.delete(letter);
  const heights = fresh.map(([, letter]) => heightOf(letter)).filter((height) => height > MIN_RATIO);
  const before = lowest;
  lowest = Math.min(lowest, ...heights);
  if (lowest < before) root.style.setProperty("--cap-height-ratio", lowest);
  return lowest < before;
}

// In em, in the lightest weight in use.
function heightOf(letter) {
  const canvas = new OffscreenCanvas(2 * SAMPLE_SIZE, 2 * SAMPLE_SIZE);
  const brush = canvas.getContext("2d", { willReadFrequently: true });
  const { fontFamily, fontWeight } = getComputedStyle(document.body);
  brush.font = `${fontWeight} ${SAMPLE_SIZE}px ${fontFamily}`;
  brush.fillText(letter, SAMPLE_SIZE / 2, 1.5 * SAMPLE_SIZE);
  const { data } = brush.getImageData(0, 0, canvas.width, canvas.height);
  const rows = [];
  for (let row = 0; row < canvas.height; row++)
    for (let at = 0; at < canvas.width && rows.at(-1) !== row; at++)
      if (data[4 * (row * canvas.width + at) + 3] >= OPAQUE) rows.push(row);
  return rows.length ? (rows.at(-1) - rows[0] + 1) / SAMPLE_SIZE : 0;
}
