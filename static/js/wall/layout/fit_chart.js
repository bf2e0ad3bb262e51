// Where an objective's progress over the cycle is shown: large above the rows where a page has one or
// two of them, else small below the percent. It is the first to yield where room is short.

import { availableHeight, columnsOf, isVeryWide } from "./measure.js";

// In rem; a lower chart says too little.
const LEAST_LARGE = 2.6;
const LEAST_SMALL = 1.7;
const LEAST_PACED = 1.5; // with its meaning in words below it
const MOST_SMALL = 3.2;
const SPACE = 0.9; // above the large chart and below it, together
const MOST_ROWS = 2;

/** The heights of the large chart in pixels by a range's first row, for the ranges with room for
 *  one. */
export function largeCharts(sheet, rows, ranges) {
  const found = new Map();
  if (!rows.length || !sheet.querySelector(".large-chart")) return found;
  const list = rows[0].parentElement;
  const columns = columnsOf(list);
  const few = ranges.filter(([from, to]) => to && to - from <= MOST_ROWS * columns);
  if (!few.length) return found;
  sheet.toggleAttribute("data-at-rest", true);
  const room = availableHeight(sheet) - SPACE * rem();
  sheet.removeAttribute("data-at-rest");
  // One layout is enough where rows are below each other.
  const heights = columns === 1 ? rows.map(heightOf) : [];
  for (const [from, to] of few) {
    const lines = columns === 1 ? heights.slice(from, to) : heightsAlone(rows, from, to, columns);
    const height = lines.reduce((left, line) => left - line, room);
    if (height >= LEAST_LARGE * rem()) found.set(from, Math.floor(height));
  }
  list.toggleAttribute("data-columns", columns > 1);
  for (const row of rows) row.hidden = false;
  return found;
}

// The heights of the lines of a range without the other rows; a row alone has the whole width.
function heightsAlone(rows, from, to, columns) {
  rows.forEach((row, at) => (row.hidden = at < from || at >= to));
  rows[0].parentElement.toggleAttribute("data-columns", to - from > 1);
  const across = Math.min(columns, to - from);
  return rows.slice(from, to).filter((_, at) => at % across === 0).map(heightOf);
}

/** Shows a sheet's large chart at a height, or hides it. */
export function showLargeChart(sheet, height) {
  if (sheet.hasAttribute("data-large-chart") !== Boolean(height))
    sheet.toggleAttribute("data-large-chart", Boolean(height));
  const text = height ? `${height}px` : "";
  if (sheet.style.getPropertyValue("--large-chart-height") !== text)
    sheet.style.setProperty("--large-chart-height", text);
}

/** Shows the chart beside the last of the `rows` on show if that stands alone in a line of two and the
 *  column of the code has no room for it; otherwise it is where it was. */
export function showChartInCell(sheet, rows, isInTwo) {
  const hasCell = isInTwo && rows.length > 2 && rows.length % 2 === 1 && sheet.dataset.trend !== "whole" && sheet.querySelector(".trend");
  if (sheet.hasAttribute("data-trend-cell") !== Boolean(hasCell)) sheet.toggleAttribute("data-trend-cell", Boolean(hasCell));
  if (!hasCell) return;
  const { offsetTop, offsetHeight } = rows.at(-1);
  sheet.style.setProperty("--cell-top", `${offsetTop}px`);
  sheet.style.setProperty("--cell-height", `${offsetHeight}px`);
  sheet.dataset.trendCell = "paced";
  const trend = sheet.querySelector(".trend");
  if (trend.scrollWidth > trend.clientWidth) sheet.dataset.trendCell = "";
}

// What stands below the percent, the best first: the chart, the change over a week, and the pace in words.
const BELOW_PERCENT = [["whole", "small"], ["whole", ""], ["moved", "small"], ["moved", ""], ["", ""]];

/** Drops the words about the pace, the small chart and the change over a week, where `remaining()` is
 *  below 0. Where there is room left, the chart takes some of it. */
export function fitSmallChart(sheet, remaining) {
  if (!sheet.querySelector(".trend")) return;
  for (const name of ["data-large-chart", "data-trend-cell", "data-moved-parted"]) sheet.removeAttribute(name);
  sheet.dataset.trend = "whole";
  const moved = sheet.querySelector(".moved");
  sheet.toggleAttribute("data-moved-parted", moved.querySelector("b") !== null && moved.offsetHeight > 1.5 * rem());
  const leastOf = (paced) => (paced ? LEAST_PACED : LEAST_SMALL) * rem();
  const fits = ([trend, paced]) => {
    [sheet.dataset.trend, sheet.dataset.paced] = [trend, paced];
    sheet.style.setProperty("--small-chart-height", `${leastOf(paced)}px`);
    return remaining() >= 0;
  };
  const hasPace = Boolean(sheet.querySelector(".pace"));
  // A large chart leaves the room of the small one.
  const beside = hasPace && fits(["moved", "small"]) ? "large" : "";
  const [, paced] = BELOW_PERCENT.filter(([, words]) => hasPace || !words).find(fits) ?? ["", ""];
  if (sheet.dataset.trend === "whole") {
    const height = Math.min(MOST_SMALL * rem(), leastOf(paced) + remaining());
    sheet.style.setProperty("--small-chart-height", `${Math.floor(height)}px`);
  }
  sheet.dataset.paced = `${paced} ${beside}`.trim();
}

/** Drops the charts of rows where the head needs the place of the text above them, the rows are as low
 *  as may be, or too wide with them to stand side by side on a very wide screen; the change over a week is shown in words then. Returns whether it did. */
export function dropRowCharts(sheet) {
  if (!sheet.querySelector(".charts-head")) return false;
  const list = sheet.querySelector(".rows");
  const isTooWide = isVeryWide() && columnsOf(list) === 1;
  const isDropped = isChartsHeadTaken(sheet) || isTooWide || sheet.dataset.hiddenParts.includes("small");
  sheet.toggleAttribute("data-no-row-charts", isDropped);
  return isDropped;
}

/** Whether the head needs the place of the text above the charts of rows. */
export function isChartsHeadTaken(sheet) {
  const head = sheet.querySelector(".charts-head");
  if (!head?.offsetHeight) return false;
  const { left, right, top } = head.getBoundingClientRect();
  return linesOf(sheet.querySelector(".head")).some(
    (line) => line.right > left && line.left < right && line.bottom > top + 0.2 * rem(),
  );
}

/** The boxes of the lines of text in an element. */
export function linesOf(element) {
  const lines = [];
  const range = document.createRange();
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    range.selectNodeContents(walker.currentNode);
    lines.push(...range.getClientRects());
  }
  return lines;
}

const heightOf = (row) => row.getBoundingClientRect().height;
const rem = () => parseFloat(getComputedStyle(document.documentElement).fontSize);
