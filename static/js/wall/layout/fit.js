// Distributes rows over pages by measuring them. Text never shrinks below the minimum (1rem), so
// what does not fit moves to the next page. All rows are in the document; this only hides and shows
// them.

import { fitChartWithoutRange, fitQr } from "./qr_size.js";
import { ensureCapHeight } from "./cap_height.js";
import { dropRowCharts, largeCharts } from "./fit_chart.js";
import { placeFoot } from "./foot.js";
import { enlargeText } from "./grow_text.js";
import { fitHeadPage, fitTitle, fitTitleInOneLine, headShare, placeCount } from "./header.js";
import { arrangementOf, availableHeight, columnsOf, isVeryWide, measureRows, narrowestTitle, setArrangement } from "./measure.js";
import { growPage } from "./grow_page.js";
import { HEAD_PAGE, rememberFit } from "./row_range.js";
import { setTextSize, sizeNamed } from "./text_size.js";
import { paginate } from "./paginate.js";
import { fitPoster, isPoster } from "./poster.js";
import { keepValueEdge, releaseValueEdge } from "./value_edge.js";

// Parts that are hidden, the least important first, if that saves a page or a row does not fit at
// all; and parts that are hidden only in the second case (docs/legibility.md explains the order).
// The team's name is none of them: colour alone must not say whose a number is.
// "low" are rows of a very wide screen with lower values, so that two lines of them fit on a page, and
// "lead" is the title above them in its own size.
export const OPTIONAL_PARTS = ["tight", "close", "low", "lead", "due", "purpose"];
export const LAST_RESORTS = ["small", "title", "code", "percent", "heading"];
const PARTS_OF_ROWS = ["close", "low", "due", "small", "code"];
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
  // From here to the end, or rows would be stretched again after each question.
  list.toggleAttribute("data-measuring", true);
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
  const hasTitle = sheet.querySelector(".title:not(:empty)");
  if (!rows.length || (hasTitle && hidden.split(" ").includes("title"))) shown.unshift(HEAD_PAGE);
  const stacked = list.hasAttribute("data-stacked");
  const columns = columnsOf(list);
  const fitted = { hidden, size, text, stacked, columns, title: narrowestTitle(rows), head: headShare(sheet) };
  if (shown.length < 2) fitChartWithoutRange(sheet);
  const charts = largeCharts(sheet, rows, shown);
  list.removeAttribute("data-measuring");
  const isTaken = (from) => hidden.includes("small") || charts.has(from);
  const grow = ([from, to]) =>
    isTaken(from) ? undefined : growPage(sheet, [...list.children].slice(from, to), sizeNamed(text));
  const alone = shown[0] === HEAD_PAGE && fitWithoutRows(sheet, rows);
  rememberFit(article, { rows: fitted, alone, charts, grow });
  return { ...fitted, ranges: shown, rows: rowsOf(article) };
}

// The same state each time.
function resetSheet(sheet) {
  // In an attribute: :has() would be asked at every change of style.
  sheet.toggleAttribute("data-may-have-note", Boolean(sheet.querySelector(".row:is([data-key-result], .of-objective)")));
  for (const name of ["data-no-row-charts", "data-at-rest"]) sheet.removeAttribute(name);
  sheet.dataset.hiddenParts = "";
  setTextSize(sheet, 1);
  sheet.removeAttribute("data-one-line");
}

function fitSheet(sheet, rows, { hasRange = true } = {}) {
  resetSheet(sheet);
  fitQr(sheet, { hasRange });
  placeFoot(sheet);
  placeCount(sheet);
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

// In two columns, unless one has fewer pages, or keeps the title or another part that two have no room for.
function fitRows(sheet, rows) {
  const list = rows[0].parentElement;
  list.removeAttribute("data-one-column");
  const inTwo = leastHidden(sheet, rows);
  const isCramped = inTwo.hidden.includes("title");
  if (columnsOf(list) === 1 || !(isCramped || inTwo.ranges?.length > 1)) return showFitted(sheet, rows, inTwo);
  list.toggleAttribute("data-one-column", true);
  const inOne = leastHidden(sheet, rows);
  const isBetter = isCramped ? inOne.hidden.length < inTwo.hidden.length : hasFewerPages(inOne, inTwo);
  return showFitted(sheet, rows, isBetter ? inOne : inTwo);
}

const hasFewerPages = (one, other) =>
  one.ranges?.length < other.ranges.length && !LAST_RESORTS.some((part) => one.hidden.split(" ").includes(part));

const changesRows = (list, part) =>
  PARTS_OF_ROWS.includes(part) && (part !== "due" || list.querySelector(".due") !== null) &&
  (part !== "low" || isVeryWide());

// The layout with the fewest parts hidden: `hidden`, its `ranges`, the `heights` of rows and how they were
// `arranged`.
function leastHidden(sheet, rows) {
  const list = rows[0].parentElement;
  // Rows that were fitted before have larger text.
  setTextSize(sheet, 1);
  let best, measured;
  for (let less = 0; less <= ORDER.length; less++) {
    if (best && less > OPTIONAL_PARTS.length && !best.hidden.includes("code")) break;
    const hidden = (sheet.dataset.hiddenParts = ORDER.slice(0, less).join(" "));
    // Measuring takes time, and hiding parts of the head does not change the height of rows.
    if (!less || changesRows(list, ORDER[less - 1]))
      measured = { heights: measureRows(rows), arranged: arrangementOf(list) };
    const ranges = paginate(measured.heights, availableHeight(sheet), columnsOf(list));
    if (ranges && !(ranges.length >= best?.ranges.length)) best = { ...measured, hidden, ranges };
    if (ranges?.length === 1) break;
  }
  return best ?? { ...measured, hidden: ORDER.join(" "), ranges: null };
}

function showFitted(sheet, rows, { hidden, ranges, heights, arranged }) {
  sheet.dataset.hiddenParts = hidden;
  setArrangement(rows[0].parentElement, arranged);
  if (!ranges) return rows.map((_, at) => [at, at + 1]);
  return hidden.includes("small") ? ranges : enlargeText(sheet, rows, ranges, heights);
}
