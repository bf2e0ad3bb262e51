// Which rows stand on which page, by measuring: text never shrinks below the floor (1rem), so what
// does not fit goes to another page. Everything is in the page already; this only hides and shows.

import { fitCode } from "./qr_size.js";
import { tallEnough } from "./cap_height.js";
import { grow } from "./grow_text.js";
import { fitAlone, fitTitle, shareOf } from "./header.js";
import { measure, narrowest, room } from "./measure.js";
import { HEAD, remember } from "./row_range.js";
import { evenly } from "./paginate.js";

// What goes, the least important first, where that saves a page or a row has no room at all, and
// what goes only in the second case (docs/legibility.md has the order).
export const RELIEFS = ["tight", "close", "of-team", "purpose"];
export const LAST = ["small", "title", "code", "percent", "heading"];
const OF_ROWS = ["close", "of-team", "small", "code"];
const ORDER = [...RELIEFS, ...LAST];

/** Measures an article. Returns its pages as `parts`, each [first row, row after the last], and
 *  what they were measured by: `relief`, title's `size`, `text`, `stacked`, the `title` column's
 *  width, how much of the page the `head` is, and the `rows`. */
export function fit(article) {
  const sheet = article.firstElementChild;
  const list = sheet.querySelector(".rows");
  const rows = [...list.children];
  for (const row of rows) row.hidden = false;
  // Measured twice is measured alike.
  sheet.dataset.hiddenParts = sheet.dataset.textSize = "";
  seeTo(article);
  fitCode(sheet);
  fitTitle(sheet);
  const parts = rows.length ? fitRows(sheet, rows) : [];
  const { hiddenParts: relief, titleSize: size, textSize: text } = sheet.dataset;
  const shown = parts.slice(0, Number(list.dataset.most) || Infinity);
  // A title that rows leave no room stands before them.
  if (!rows.length || relief.split(" ").includes("title")) shown.unshift(HEAD);
  const stacked = list.hasAttribute("data-stacked");
  const fitted = { relief, size, text, stacked, title: narrowest(rows), head: shareOf(sheet) };
  remember(article, { rows: fitted, alone: shown[0] === HEAD && alone(sheet, rows) });
  return { ...fitted, parts: shown, rows: rowsOf(article) };
}

function alone(sheet, rows) {
  for (const row of rows) row.hidden = true;
  sheet.dataset.textSize = "";
  fitAlone(sheet);
  return { relief: sheet.dataset.hiddenParts, size: sheet.dataset.titleSize, text: "" };
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
  let best = { relief: ORDER.join(" "), parts: null };
  let heights;
  for (let less = 0; less <= ORDER.length; less++) {
    if (best.parts && less > RELIEFS.length && !best.relief.includes("code")) break;
    const relief = (sheet.dataset.hiddenParts = ORDER.slice(0, less).join(" "));
    // Measuring is what takes time: a head that gives way leaves the rows as high as they were.
    if (!less || OF_ROWS.includes(ORDER[less - 1])) heights = measure(rows);
    const parts = evenly(heights, room(sheet));
    if (parts && !(parts.length >= best.parts?.length)) best = { relief, parts };
    if (parts?.length === 1) break;
  }
  if (sheet.dataset.hiddenParts !== best.relief) {
    sheet.dataset.hiddenParts = best.relief;
    measure(rows);
  }
  if (!best.parts) return rows.map((_, at) => [at, at + 1]);
  return best.relief.includes("small") ? best.parts : grow(sheet, rows, best.parts);
}
