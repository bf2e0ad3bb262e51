// Which rows stand on which page, by measuring: text never shrinks below the floor (1rem), so what
// does not fit goes to another page. Everything is in the page already; this only hides and shows.

import { fitCode } from "./code.js";
import { tallEnough } from "./face.js";
import { measure, narrowest, room } from "./measure.js";
import { evenly } from "./split.js";

// Title sizes, from the design's to the least, tried until the head leaves the rows their room.
export const SIZES = 4;
export const HEAD_SHARE = 0.37;
// What goes, the least important first, where that saves a page or a row has no room at all, and
// what goes only in the second case (docs/legibility.md has the order).
export const RELIEFS = ["tight", "close", "of-team", "purpose", "team"];
const LAST = ["small", "title"];
const OF_ROWS = ["close", "of-team", "small"];
export const ALL_RELIEFS = [...RELIEFS, ...LAST].join(" ");

/** Measures an article. Returns its pages as `parts`, each [first row, row after the last], and
 *  what they were measured by: `relief`, `size`, `stacked`, the `title` column's width and the `rows`. */
export function fit(article) {
  const sheet = article.firstElementChild;
  const list = sheet.querySelector(".rows");
  const rows = [...list.children];
  for (const row of rows) row.hidden = false;
  seeTo(article);
  fitCode(sheet);
  fitTitle(sheet);
  const parts = rows.length ? fitRows(sheet, rows) : [[0, 0]];
  return {
    parts: parts.slice(0, Number(list.dataset.most) || Infinity),
    relief: sheet.dataset.onLess,
    size: sheet.dataset.onSize,
    stacked: list.hasAttribute("data-on-stacked"),
    title: narrowest(rows),
    rows: rowsOf(article),
  };
}

// Larger text is another size of the page: all of them are measured anew.
let seen = false;
function seeTo(article) {
  const grown = tallEnough((seen ? article : article.parentElement).textContent);
  if (grown && seen) queueMicrotask(() => dispatchEvent(new Event("resize")));
  seen = true;
}

/** Which rows an article has: while they stay, so do its pages. */
export const rowsOf = (article) =>
  [...article.querySelector(".rows").children].map((row) => row.id).join(" ");

function fitRows(sheet, rows) {
  const order = [...RELIEFS, ...LAST];
  let best = { relief: ALL_RELIEFS, parts: null };
  let heights;
  for (let less = 0; less <= order.length; less++) {
    if (best.parts && less > RELIEFS.length) break;
    const relief = (sheet.dataset.onLess = order.slice(0, less).join(" "));
    // Measuring is what takes time: a head that gives way leaves the rows as high as they were.
    if (!less || OF_ROWS.includes(order[less - 1])) heights = measure(rows);
    const parts = evenly(heights, room(sheet));
    if (parts && !(parts.length >= best.parts?.length)) best = { relief, parts };
    if (parts?.length === 1) break;
  }
  if (sheet.dataset.onLess !== best.relief) {
    sheet.dataset.onLess = best.relief;
    measure(rows);
  }
  return best.parts ?? rows.map((_, at) => [at, at + 1]);
}

/** Shows one page of an article: its rows, and which of how many they are. */
export function showPart(article, [from, to]) {
  const list = article.querySelector(".rows");
  const rows = [...list.children];
  const count = list.dataset.count ?? rows.length;
  rows.forEach((row, at) => hide(row, at < from || at >= to));
  const part = article.querySelector(".part");
  if (!part) return;
  const whole = from === 0 && to === Number(count);
  const said = part.dataset[to - from === 1 ? "one" : "part"];
  const text = said.replace("{from}", from + 1).replace("{to}", to).replace("{count}", count);
  part.textContent = whole ? "" : text;
}

// What is set to what it is would be styled again.
function hide(row, hidden) {
  if (row.hidden !== hidden) row.hidden = hidden;
}

function fitTitle(sheet) {
  const head = sheet.querySelector(".head");
  sheet.dataset.onLess = "tight";
  for (let size = 1; size <= SIZES; size++) {
    sheet.dataset.onSize = size;
    if (head.offsetHeight <= sheet.clientHeight * HEAD_SHARE) return;
  }
}
