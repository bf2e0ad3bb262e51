// How tall the letters of the wall's face really are: 1rem is a letter of 16 arc minutes, so a face
// of low letters is set larger. Which face stands for a script only the browser knows: one tall
// letter of each script on the wall is drawn and looked at.

const DRAWN = 200; // pixels an em
const DARK = 128;
// The design's scale counts on capitals of 0.72 em: those of a taller face are so much taller.
const MOST = 0.72;
const LEAST = 0.4;
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
const waiting = new Set(LETTERS);
let least = MOST;

/** Sees to it that the letters of every script in a text are tall enough. Returns whether the
 *  wall's text has become larger by it. */
export function tallEnough(text) {
  const fresh = [...waiting].filter(([script]) => script.test(text));
  for (const letter of fresh) waiting.delete(letter);
  const heights = fresh.map(([, letter]) => heightOf(letter)).filter((height) => height > LEAST);
  const before = least;
  least = Math.min(least, ...heights);
  if (least < before) root.style.setProperty("--cap-height-ratio", least);
  return least < before;
}

// In em, of the lightest weight in use.
function heightOf(letter) {
  const canvas = new OffscreenCanvas(2 * DRAWN, 2 * DRAWN);
  const brush = canvas.getContext("2d", { willReadFrequently: true });
  const { fontFamily, fontWeight } = getComputedStyle(document.body);
  brush.font = `${fontWeight} ${DRAWN}px ${fontFamily}`;
  brush.fillText(letter, DRAWN / 2, 1.5 * DRAWN);
  const { data } = brush.getImageData(0, 0, canvas.width, canvas.height);
  const rows = [];
  for (let row = 0; row < canvas.height; row++)
    for (let at = 0; at < canvas.width && rows.at(-1) !== row; at++)
      if (data[4 * (row * canvas.width + at) + 3] >= DARK) rows.push(row);
  return rows.length ? (rows.at(-1) - rows[0] + 1) / DRAWN : 0;
}
