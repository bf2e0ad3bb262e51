// Shows one of the pages that an article's rows are distributed over.

import { showChartInCell, showLargeChart } from "./fit_chart.js";
import { placeFoot } from "./foot.js";
import { keepTogether } from "./keep_together.js";
import { showPaceBeside } from "./pace_beside.js";
import { setTextSize, sizeNamed } from "./text_size.js";
import { showTargets } from "./targets.js";

// The layout of each article: with `rows`, and with its head `alone`.
const fits = new WeakMap();

/** The range of the page with an article's head alone, before its rows. */
export const HEAD_PAGE = [0, 0];

/** Remembers how an article was fitted: {rows, alone}, each {hidden, size, text}, the heights of its
 *  large `charts`, and grow(range), which sets the rows of a page larger (grow_page.js). */
export const rememberFit = (article, fitted) => fits.set(article, { ...fitted, grown: new Map() });

/** The pages of an article, one for each of its `ranges`. */
export const pagesOf = (article, { ranges }) =>
  ranges.map((range) => ({ article, range, key: `${article.id} ${range[1] ? range[0] : "head"}` }));

/** Shows one page of an article: its rows, and their range. `isGrown`: as large as they fit. */
export function showRange(article, [from, to], isGrown = true) {
  const sheet = article.firstElementChild;
  const { dataset } = sheet;
  const { charts } = fits.get(article);
  const { hidden, size, text, columns } = fits.get(article)[to ? "rows" : "alone"];
  setIfChanged(dataset, "hiddenParts", hidden);
  setIfChanged(dataset, "titleSize", size);
  showLargeChart(sheet, to ? charts.get(from) : 0);
  const list = article.querySelector(".rows");
  const rows = [...list.children];
  const count = Number(list.dataset.count ?? rows.length);
  // A row alone has the whole width.
  setAttribute(list, "data-columns", columns > 1 && to - from > 1);
  setAttribute(list, "data-alone", to - from <= (columns ?? 1));
  rows.forEach((row, at) => {
    setIfChanged(row, "hidden", at < from || at >= to);
    setAttribute(row, "data-last", at === to - 1);
  });
  showRowRange(article, list, [from, to], count);
  // Without the code, the foot is as wide as the page.
  if (fits.get(article).rows.hidden.includes("code")) placeFoot(sheet);
  if (!to) {
    for (const name of ["data-at-rest", "data-trend-cell"]) setAttribute(sheet, name, false);
    showPaceBeside(sheet, false);
    return setTextSize(sheet, 1);
  }
  if (isGrown && !fits.get(article).grown.has(from)) setAttribute(list, "data-stacked", fits.get(article).rows.stacked);
  const grown = isGrown && grownAs(fits.get(article), [from, to]);
  // What a note has not taken yet.
  setAttribute(sheet, "data-at-rest", isGrown && (grown?.isAtRest ?? charts.has(from)));
  setTextSize(sheet, grown ? grown.size : sizeNamed(text));
  setAttribute(list, "data-stacked", grown ? grown.stacked : fits.get(article).rows.stacked);
  showChartInCell(sheet, rows.slice(from, to), columns > 1);
  if (list.hasAttribute("data-stacked")) keepTogether(rows.slice(from, to));
  showTargets(rows.slice(from, to));
  showPaceBeside(sheet, !hidden.includes("title"));
}

// Measured once, when the page is first shown.
function grownAs({ grow, grown }, range) {
  if (!grown.has(range[0])) grown.set(range[0], grow(range));
  return grown.get(range[0]);
}

function showRowRange(article, list, [from, to], count) {
  const part = article.querySelector(".part");
  // The index of the article's first row; earlier rows are in a different article.
  const first = Number(list.dataset.first ?? 0);
  const whole = !to || (from === 0 && to === count);
  if (!part) return;
  const range = whole ? "" : rangeText(part, first + from, first + to, count);
  setIfChanged(part, "textContent", range);
}

/** The text for the rows `from` to before `to` of `count`, from the templates of `part`. */
export const rangeText = ({ dataset }, from, to, count) =>
  dataset[to - from === 1 ? "one" : "part"]
    .replace("{from}", from + 1).replace("{to}", to).replace("{count}", count)
    .replace("–", "–\u2060"); // no line break in between

/** The width of the narrowest title of the page on show, as it was fitted; undefined if the page is as
 *  its article. */
export function fittedTitleWidth(article) {
  const from = [...article.querySelector(".rows").children].findIndex((row) => !row.hidden);
  return fits.get(article)?.grown.get(from)?.title;
}

// Setting the same value again would make the browser recalculate styles.
function setAttribute(element, name, isSet) {
  if (element.hasAttribute(name) !== isSet) element.toggleAttribute(name, isSet);
}

function setIfChanged(element, name, value) {
  if (element[name] !== value) element[name] = value;
}
