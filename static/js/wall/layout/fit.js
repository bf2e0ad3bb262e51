// Distributes rows over pages by measuring them. Text never shrinks below the minimum (1rem), so
// what does not fit moves to the next page. All rows are in the document; this only hides and shows
// them.

import { fitChartWithoutRange, fitQr } from "./qr_size.js";
import { ensureCapHeight } from "./cap_height.js";
import { dropRowCharts, largeCharts } from "./fit_chart.js";
import { placeFoot } from "./foot.js";
import { enlargeText } from "./grow_text.js";
import { fitHeadPage, fitTitle, fitTitleInOneLine, headShare } from "./header.js";
import { availableHeight, columnsOf, measureRows, narrowestTitle } from "./measure.js";
import { growPage } from "./grow_page.js";
import { HEAD_PAGE, rememberFit } from "./row_range.js";
import { setTextSize, sizeNamed } from "./text_size.js";
import { paginate } from "./paginate.js";
import { fitPoster, isPoster } from "./poster.js";
import { keepValueEdge, releaseValueEdge } from "./value_edge.js";

// Parts that are hidden, the least important first, if that saves a page or a row does not fit at
// all; and parts that are hidden only in the second case (docs/legibility.md explains the order).
// The team's name is none of them: colour alone must not say whose a number is.
export const OPTIONAL_PARTS = ["tight", "close", "purpose"];
export const LAST_RESORTS = ["small", "title", "code", "percent", "heading"];
const PARTS_OF_ROWS = ["close", "small", "code"];
const ORDER = [...OPTIONAL_PARTS, ...LAST_RESORTS];

/** Measures an article. Returns its pages as `ranges`, each [first row, row after the last], and
 *  the layout that they were measured with: `hidden` parts, the title's `size`, `text` size,
 *  `stacked`, `columns`, the width of the `title` column, the `head`'s share of the page, and the ids of the
 *  `rows`. */
export function fit(article) {
  const sheet = article.firstElementChild;
  const list = sheet.querySelector(".rows");
  const rows = [...list.children];
  for (const row of rows) row.hidden = false;
  releaseValueEdge(list);
  resetSheet(sheet);
  ensureReadable(article);
  if (isPoster(sheet)) return fitWholePoster(article, sheet);
  let ranges = fitSheet(sheet, rows);
  // The line with the range of rows has moved the number beside the title: without it, there may be
  // room for all of them.
  if (ranges.length > 1 && sheet.hasAttribute("data-percent-aside")) {
    ranges = fitSheet(sheet, rows, { hasRange: false });
    if (ranges.length > 1) ranges = fitSheet(sheet, rows);
  }
  keepValueEdge(list);
  const { hiddenParts: hidden, titleSize: size, textSize: text } = sheet.dataset;
  const shown = ranges.slice(0, Number(list.dataset.most) || Infinity);
  // A title that does not fit beside the rows has a page of its own before them.
  if (!rows.length || hidden.split(" ").includes("title")) shown.unshift(HEAD_PAGE);
  const stacked = list.hasAttribute("data-stacked");
  const columns = columnsOf(list);
  const fitted = { hidden, size, text, stacked, columns, title: narrowestTitle(rows), head: headShare(sheet) };
  if (shown.length < 2) fitChartWithoutRange(sheet);
  const charts = largeCharts(sheet, rows, shown);
  const isTaken = (from) => hidden.includes("small") || charts.has(from);
  const grow = ([from, to]) =>
    isTaken(from) ? undefined : growPage(sheet, [...list.children].slice(from, to), sizeNamed(text));
  const alone = shown[0] === HEAD_PAGE && fitWithoutRows(sheet, rows);
  rememberFit(article, { rows: fitted, alone, charts, grow });
  return { ...fitted, ranges: shown, rows: rowsOf(article) };
}

// The same state each time.
function resetSheet(sheet) {
  sheet.removeAttribute("data-no-row-charts");
  sheet.dataset.hiddenParts = "";
  setTextSize(sheet, 1);
  sheet.removeAttribute("data-one-line");
}

function fitSheet(sheet, rows, { hasRange = true } = {}) {
  resetSheet(sheet);
  fitQr(sheet, { hasRange });
  placeFoot(sheet);
  fitTitle(sheet);
  return rows.length ? fitHeadAndRows(sheet, rows) : [];
}

function fitWholePoster(article, sheet) {
  placeFoot(sheet);
  fitPoster(sheet);
  const fitted = { hidden: "", size: "1", text: "", stacked: false, title: 0, head: headShare(sheet) };
  rememberFit(article, { rows: fitted, alone: fitted });
  return { ...fitted, ranges: [HEAD_PAGE], rows: rowsOf(article) };
}

function fitWithoutRows(sheet, rows) {
  for (const row of rows) row.hidden = true;
  // Alone on a page, a theme is whole.
  sheet.removeAttribute("data-one-line");
  setTextSize(sheet, 1);
  fitHeadPage(sheet);
  return { hidden: sheet.dataset.hiddenParts, size: sheet.dataset.titleSize, text: "" };
}

// Larger text changes every page, so all of them are measured again.
let hasMeasured = false;
function ensureReadable(article) {
  const grown = ensureCapHeight((hasMeasured ? article : article.parentElement).textContent);
  if (grown && hasMeasured) queueMicrotask(() => dispatchEvent(new Event("resize")));
  hasMeasured = true;
}

/** The ids of an article's rows. While they are the same, so are its pages. */
export const rowsOf = (article) =>
  [...article.querySelector(".rows").children].map((row) => row.id).join(" ");

// Where the overview has many pages, its theme has one line: the poster shows it whole.
function fitHeadAndRows(sheet, rows) {
  const ranges = fitRows(sheet, rows);
  const hasOneLine = ranges.length > 1 && sheet.matches(".overview");
  if (hasOneLine) fitTitleInOneLine(sheet);
  const fitted = hasOneLine ? fitRows(sheet, rows) : ranges;
  return dropRowCharts(sheet) ? fitRows(sheet, rows) : fitted;
}

function fitRows(sheet, rows) {
  let best = { hidden: ORDER.join(" "), ranges: null };
  let heights;
  for (let less = 0; less <= ORDER.length; less++) {
    if (best.ranges && less > OPTIONAL_PARTS.length && !best.hidden.includes("code")) break;
    const hidden = (sheet.dataset.hiddenParts = ORDER.slice(0, less).join(" "));
    // Measuring takes time, and hiding parts of the head does not change the height of rows.
    if (!less || PARTS_OF_ROWS.includes(ORDER[less - 1])) heights = measureRows(rows);
    const ranges = paginate(heights, availableHeight(sheet), columnsOf(rows[0].parentElement));
    if (ranges && !(ranges.length >= best.ranges?.length)) best = { hidden, ranges };
    if (ranges?.length === 1) break;
  }
  if (sheet.dataset.hiddenParts !== best.hidden) {
    sheet.dataset.hiddenParts = best.hidden;
    measureRows(rows);
  }
  if (!best.ranges) return rows.map((_, at) => [at, at + 1]);
  return best.hidden.includes("small") ? best.ranges : enlargeText(sheet, rows, best.ranges);
}
