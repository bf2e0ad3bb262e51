// Whether a page that has changed still fits. Each question costs one layout of the browser: a
// change is painted at once, and there is no time to measure every row.

import { HEAD_SHARE, TITLE_SIZES, headShare } from "./header.js";
import { isOverflowing, narrowestTitle } from "./measure.js";
import { fittedTitleWidth } from "./row_range.js";

/** Whether a page's rows and title still have room as they were fitted, with their current text. */
export function stillFits(article, { title, head }) {
  const { sheet, list, rows } = elementsOf(article);
  const isSmallest = Number(sheet.dataset.titleSize) >= TITLE_SIZES;
  const headFits = isSmallest || headShare(sheet) <= Math.max(HEAD_SHARE, head);
  const least = fittedTitleWidth(article) ?? title;
  return headFits && overflow(list, rows) <= 0 && isBelowChart(sheet, rows) && isWideEnough(rows, least);
}

const isBelowChart = (sheet, [first]) => {
  const chart = sheet.querySelector("[data-large-chart] .large-chart");
  return !chart || !first || first.offsetTop >= chart.offsetTop + chart.offsetHeight;
};

/** An article's sheet, its list of rows, and the rows that are visible. */
export function elementsOf(article) {
  const sheet = article.firstElementChild;
  const list = sheet.querySelector(".rows");
  return { sheet, list, rows: [...list.children].filter((row) => !row.hidden) };
}

/** How many pixels the rows overflow their list, at its top or, where they are aligned to it, at its end.
 *  Offsets ignore running animations; one pixel may be rounding. */
export function overflow(list, rows) {
  const shown = rows.filter((row) => !row.hidden);
  if (!shown.length) return 0;
  const [first, last] = [shown[0], shown.at(-1)];
  const below = last.offsetTop + last.offsetHeight - list.offsetTop - list.offsetHeight;
  return Math.max(list.offsetTop - first.offsetTop, below) - 1;
}

/** Whether all titles are at least `title` wide and nothing runs out of its row. */
export const isWideEnough = (rows, title) =>
  narrowestTitle(rows) >= title && !rows.some(isOverflowing);
