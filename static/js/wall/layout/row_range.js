// Shows one of the pages that an article's rows are distributed over.

import { showLargeChart } from "./fit_chart.js";

// The layout of each article: with `rows`, and with its head `alone`.
const fits = new WeakMap();

/** The range of the page with an article's head alone, before its rows. */
export const HEAD_PAGE = [0, 0];

/** Remembers how an article was fitted: {rows, alone}, each {hidden, size, text}, and the heights of
 *  its large `charts`. */
export const rememberFit = (article, fitted) => fits.set(article, fitted);

/** The pages of an article, one for each of its `ranges`. */
export const pagesOf = (article, { ranges }) =>
  ranges.map((range) => ({ article, range, key: `${article.id} ${range[1] ? range[0] : "head"}` }));

/** Shows one page of an article: its rows, and their range. */
export function showRange(article, [from, to]) {
  const { dataset } = article.firstElementChild;
  const { charts } = fits.get(article);
  const { hidden, size, text, columns } = fits.get(article)[to ? "rows" : "alone"];
  setIfChanged(dataset, "hiddenParts", hidden);
  setIfChanged(dataset, "titleSize", size);
  setIfChanged(dataset, "textSize", text);
  showLargeChart(article.firstElementChild, to ? charts.get(from) : 0);
  const list = article.querySelector(".rows");
  const rows = [...list.children];
  const count = Number(list.dataset.count ?? rows.length);
  // A row alone has the whole width.
  const hasColumns = columns > 1 && to - from > 1;
  if (list.hasAttribute("data-columns") !== hasColumns) list.toggleAttribute("data-columns", hasColumns);
  rows.forEach((row, at) => setIfChanged(row, "hidden", at < from || at >= to));
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

// Setting the same value again would make the browser recalculate styles.
function setIfChanged(element, name, value) {
  if (element[name] !== value) element[name] = value;
}
