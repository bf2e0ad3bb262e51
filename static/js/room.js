// Whether a page that has changed still stands whole, and room on it for a note. The browser lays
// out once for each question: what has to be painted at once cannot wait for rows to be measured.

import { measure, narrowest, tooWide } from "./measure.js";
import { ALL_RELIEFS, HEAD_SHARE, RELIEFS, SIZES, showPart } from "./fit.js";

// Of a note that has no room whatever else goes, its beginning stands.
const LINES = 12;

/** Whether rows and title of a page stand as they were fitted, whatever is said in them now. */
export function holds(article, { title }) {
  const { sheet, list, rows } = parts(article);
  const head = sheet.querySelector(".head").offsetHeight;
  const least = Number(sheet.dataset.onSize) === SIZES;
  return (
    (least || head <= sheet.clientHeight * HEAD_SHARE) && over(list, rows) <= 0 && wide(rows, title)
  );
}

/** Makes room for a note below the row that has moved, on a page that shows `part` of its rows and
 *  was `fitted` before: what is least of all goes first. */
export function makeRoom(article, part, fitted) {
  const { sheet, list } = parts(article);
  sheet.dataset.onLess = fitted.relief;
  sheet.dataset.onSize = fitted.size;
  sheet.removeAttribute("data-on-cut");
  list.toggleAttribute("data-on-stacked", fitted.stacked);
  showPart(article, part);
  const { rows } = parts(article);
  if (!wide(rows, fitted.title)) measure(rows);
  const moved = rows.findIndex((row) => "onMoved" in row.dataset);
  // Others that have moved are told as well, and go last.
  const away = (row) => Math.abs(rows.indexOf(row) - moved) - ("onMoved" in row.dataset) * rows.length;
  const least = rows.filter((_, at) => at !== moved).sort((a, b) => away(b) - away(a));
  let missing;
  while ((missing = over(list, rows)) > 0 && least.length) leave(least, missing);
  for (const relief of [RELIEFS.join(" "), `${RELIEFS.join(" ")} long`]) {
    if (over(list, rows) > 0) sheet.dataset.onLess = relief;
  }
  for (let size = Number(fitted.size); size < SIZES && over(list, rows) > 0; )
    sheet.dataset.onSize = ++size;
  for (let lines = LINES; lines > 0 && over(list, rows) > 0; lines--)
    cut(sheet, lines);
  if (over(list, rows) > 0) sheet.dataset.onLess = `${ALL_RELIEFS} long`;
}

// Rows that do not fit stand as high as they must, so that one look tells how many have to go.
function leave(least, missing) {
  const going = [];
  while (missing > 0 && least.length) {
    going.push(least.shift());
    missing -= going.at(-1).getBoundingClientRect().height;
  }
  for (const row of going) row.hidden = true;
}

function cut(sheet, lines) {
  sheet.toggleAttribute("data-on-cut", true);
  sheet.style.setProperty("--lines", lines);
}

function parts(article) {
  const sheet = article.firstElementChild;
  const list = sheet.querySelector(".rows");
  return { sheet, list, rows: [...list.children].filter((row) => !row.hidden) };
}

// How many pixels the rows run out of their list: they stand at its end and leave it at its top.
// By offsets, which know nothing of a glide; a pixel may be their rounding.
function over(list, rows) {
  const first = rows.find((row) => !row.hidden);
  return first ? list.offsetTop - first.offsetTop - 1 : 0;
}

const wide = (rows, title) => narrowest(rows) >= title && !rows.some(tooWide);
