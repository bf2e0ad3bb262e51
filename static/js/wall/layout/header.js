// An article's head: its title as large as leaves the rows their room, or alone on a page.

import { room } from "./measure.js";

// Title sizes, from the design's to the least, tried until the head leaves the rows their room.
export const SIZES = 4;
export const HEAD_SHARE = 0.37;
// What goes where a head has no room on a page of its own either, the least important first.
const ALONE = ["tight", "purpose", "team", "percent"];
const LEAST = SIZES + 1;

/** Sets a sheet's title as large as leaves the rows their share of the page. */
export function fitTitle(sheet) {
  sheet.dataset.hiddenParts = "tight";
  for (let size = 1; size <= SIZES; size++) {
    sheet.dataset.titleSize = size;
    if (shareOf(sheet) <= HEAD_SHARE) return;
  }
}

/** Of a sheet's height, what its head takes. */
export const shareOf = (sheet) => sheet.querySelector(".head").offsetHeight / sheet.clientHeight;

/** Sets a head that has a page of its own: the title smaller first, then what else there is. */
export function fitAlone(sheet) {
  for (let less = 0; less <= ALONE.length; less++) {
    sheet.dataset.hiddenParts = ALONE.slice(0, less).join(" ");
    for (let size = 1; size <= LEAST; size++) {
      sheet.dataset.titleSize = size;
      if (room(sheet) >= 0) return;
    }
  }
}
