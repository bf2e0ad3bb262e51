// Where nothing else wants the room of a page, its rows grow beyond 22 arc minutes, up to 60. Each page
// of an article grows by itself when it is first shown, so that one with fewer rows has no hole. A note
// has its room again as soon as there is one: then rows are as they were before.

import { isChartsHeadTaken } from "./fit_chart.js";
import { setTextSize } from "./text_size.js";
import { isOverflowing, narrowestTitle } from "./measure.js";
import { overflow } from "./still_fits.js";
import { withRoomForTarget } from "./targets.js";
import { keepsValueEdge } from "./value_edge.js";

// Sizes of the rows' text in rem, as text_size.js takes them.
const SIZES = [1, 1.19, 1.28, 1.375, 1.5, 1.65, 1.8, 2, 2.2, 2.4, 2.65, 2.9, 3.2, 3.5, 3.75];
// Below an objective's percent and its title, rows stay smaller than they are.
const MOST_BELOW_PERCENT = 1.65;
const MOST_WHEN_BROKEN = 2;
const AIMED = 1.19; // from here on a target matters more than larger text
const EASY = 1.375; // 22 arc minutes: easy to read matters more than whole words in a row alone

/** Sets the `rows` that a sheet shows as large as they fit, from the `least` size of their article;
 *  with their titles above the values if that allows larger text. Returns {size, stacked, title, isAtRest},
 *  with the width of the narrowest title, and whether the rows have the room of a note. */
export function growPage(sheet, rows, least) {
  const isAtRest = takeRoomOfNote(sheet);
  return { ...grown(sheet, rows, least), isAtRest };
}

// Unless the words above the charts of an overview need it.
function takeRoomOfNote(sheet) {
  sheet.toggleAttribute("data-at-rest", true);
  const isAtRest = !isChartsHeadTaken(sheet);
  sheet.toggleAttribute("data-at-rest", isAtRest);
  return isAtRest;
}

function grown(sheet, rows, least) {
  const list = rows[0].parentElement;
  const stacked = list.hasAttribute("data-stacked");
  const most = sheet.querySelector(".percent:not(.counted) .number") ? MOST_BELOW_PERCENT : SIZES.at(-1);
  const sizes = SIZES.filter((size) => size >= least && size <= most);
  const usual = largest(sheet, list, rows, sizes, stacked);
  // Titles stand beside their values on all pages of an article, or on none; but for a row alone that has
  // to be hard to read otherwise.
  const isFree = rows.length === list.children.length || (rows.length === 1 && usual.size < EASY);
  if (stacked || usual.size === sizes.at(-1) || !isFree) return usual;
  const above = largest(sheet, list, rows, sizes, true);
  return above.size > usual.size ? above : usual;
}

function largest(sheet, list, rows, sizes, stacked) {
  const whole = largestWith(sheet, list, rows, sizes, stacked, true);
  return rows.length > 1 || whole.size >= EASY ? whole : largestWith(sheet, list, rows, sizes, stacked, false);
}

function largestWith(sheet, list, rows, sizes, stacked, mayBeWhole) {
  list.toggleAttribute("data-stacked", stacked);
  list.toggleAttribute("data-unbroken", true);
  setTextSize(sheet, Math.max(AIMED, sizes[0]));
  const aimed = withRoomForTarget(rows);
  setTextSize(sheet, sizes[0]);
  // Words that are broken even so may be broken in larger text, too, but not into many lines.
  const isWhole = mayBeWhole && !isBroken(rows);
  list.toggleAttribute("data-unbroken", isWhole);
  const keepsTargets = (size) => size <= AIMED || withRoomForTarget(aimed).length === aimed.length;
  const fits = (size) =>
    overflow(list, rows) <= 0 && !isBroken(rows) && keepsValueEdge(list, rows) && keepsTargets(size);
  let [low, high] = [0, (isWhole ? sizes : sizes.filter((size) => size <= MOST_WHEN_BROKEN)).length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    setTextSize(sheet, sizes[middle]);
    if (fits(sizes[middle])) low = middle;
    else high = middle - 1;
  }
  setTextSize(sheet, sizes[low]);
  list.removeAttribute("data-unbroken");
  return { size: inside(sheet, list, rows, sizes[low]), stacked, title: narrowestTitle(rows) };
}

// The columns of an article are as wide as all its rows need, those of a page only as its own rows do: then a
// row may be higher or wider than it was measured, and smaller text brings it back.
function inside(sheet, list, rows, size) {
  const sizes = SIZES.filter((smaller) => smaller <= size);
  while (sizes.length > 1 && (overflow(list, rows) > 0 || rows.some(isOverflowing))) {
    sizes.pop();
    setTextSize(sheet, sizes.at(-1));
  }
  return sizes.at(-1);
}

const isBroken = (rows) =>
  rows.some((row) => [row, ...row.children].some((part) => !part.matches(".bar") && isOverflowing(part)));
