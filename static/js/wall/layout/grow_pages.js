// Where nothing else wants the room of a page, its rows grow beyond 22 arc minutes, up to 60. Each page
// of an article grows by itself, so that one with fewer rows has no hole.

import { setTextSize } from "./text_size.js";
import { isOverflowing, narrowestTitle } from "./measure.js";
import { overflow } from "./still_fits.js";

// Sizes of the rows' text in rem, as text_size.js takes them.
const SIZES = [1, 1.19, 1.375, 1.5, 1.65, 1.8, 2, 2.2, 2.4, 2.65, 2.9, 3.2, 3.5, 3.75];
// Below an objective's percent and its title, rows stay smaller than they are.
const MOST_BELOW_PERCENT = 1.65;

/** How the rows of each range are set, by its first row: {size, stacked, title}, with the width of
 *  the narrowest title. `least` is the size of the article, `isTaken(from)` tells whether something
 *  else has the room of a range. */
export function growPages(sheet, rows, ranges, least, isTaken = () => false) {
  const list = sheet.querySelector(".rows");
  const stacked = list.hasAttribute("data-stacked");
  const columns = list.hasAttribute("data-columns");
  const most = sheet.querySelector(".percent:not(.counted) .number") ? MOST_BELOW_PERCENT : SIZES.at(-1);
  const sizes = SIZES.filter((size) => size >= least && size <= most);
  const grown = new Map();
  list.toggleAttribute("data-unbroken", true);
  for (const [from, to] of ranges) {
    if (!to || isTaken(from)) continue;
    rows.forEach((row, at) => (row.hidden = at < from || at >= to));
    list.toggleAttribute("data-columns", columns && to - from > 1);
    grown.set(from, largest(sheet, list, rows.slice(from, to), sizes, stacked));
  }
  list.removeAttribute("data-unbroken");
  list.toggleAttribute("data-stacked", stacked);
  list.toggleAttribute("data-columns", columns);
  setTextSize(sheet, least);
  for (const row of rows) row.hidden = false;
  return grown;
}

// With the titles above the values, if that allows larger text.
function largest(sheet, list, rows, sizes, stacked) {
  const search = (above) => {
    list.toggleAttribute("data-stacked", above);
    let [low, high] = [0, sizes.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      setTextSize(sheet, sizes[middle]);
      if (fits(list, rows)) low = middle;
      else high = middle - 1;
    }
    setTextSize(sheet, sizes[low]);
    return { size: sizes[low], stacked: above, title: narrowestTitle(rows) };
  };
  const usual = search(stacked);
  if (stacked || usual.size === sizes.at(-1)) return usual;
  const above = search(true);
  return above.size > usual.size ? above : usual;
}

const fits = (list, rows) =>
  overflow(list, rows) <= 0 &&
  !rows.some((row) => isOverflowing(row) || [...row.children].some((part) => !part.matches(".bar") && isOverflowing(part)));
