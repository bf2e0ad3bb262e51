// An article's head: the title as large as the rows allow, or alone on a page.

import { availableHeight, isOverflowing, isPortrait } from "./measure.js";

// Title sizes, from the design's own to the smallest, tried until the rows have enough space.
export const TITLE_SIZES = 4;
export const HEAD_SHARE = 0.37;
// Parts that are hidden if a head does not fit on a page of its own, the least important first.
const PARTS_OF_HEAD = ["tight", "purpose", "percent", "address"];
const SMALLEST_SIZE = TITLE_SIZES + 1;

/** Sets a sheet's title as large as possible while the rows keep their share of the page. */
export function fitTitle(sheet) {
  sheet.dataset.hiddenParts = "tight";
  for (let size = 1; size <= TITLE_SIZES; size++) {
    sheet.dataset.titleSize = size;
    if (headShare(sheet) <= HEAD_SHARE) return;
  }
}

/** Sets a sheet's title in one line, smaller, or leaves it out if it is even so too long. */
export function fitTitleInOneLine(sheet) {
  sheet.dataset.oneLine = "";
  sheet.dataset.hiddenParts = "tight";
  for (let size = 1; size <= SMALLEST_SIZE; size++) {
    sheet.dataset.titleSize = size;
    if (!isOverflowing(sheet.querySelector(".title"))) return;
  }
  sheet.dataset.oneLine = "none";
}

/** On a portrait screen: places the number that an overview counts beside its code, if there is room. */
export function placeCount(sheet) {
  const count = sheet.querySelector(".counted");
  delete sheet.dataset.count;
  if (!count || !sheet.querySelector(".qr") || !isPortrait()) return;
  const [side, foot, ...texts] = [".side", ".foot", ".extra", ".scan"].map((name) => sheet.querySelector(name));
  for (const size of ["large", "low"]) {
    sheet.dataset.count = size;
    const end = foot.offsetHeight + side.offsetHeight - count.offsetHeight;
    sheet.style.setProperty("--count-end", `${end}px`);
    const { bottom } = count.getBoundingClientRect();
    if (texts.every((text) => !text.offsetHeight || text.getBoundingClientRect().top >= bottom)) return;
  }
  delete sheet.dataset.count;
}

/** The head's share of a sheet's height. */
export const headShare = (sheet) => sheet.querySelector(".head").offsetHeight / sheet.clientHeight;

/** Fits a head that has a page of its own: first a smaller title, then fewer parts. */
export function fitHeadPage(sheet) {
  for (let less = 0; less <= PARTS_OF_HEAD.length; less++) {
    sheet.dataset.hiddenParts = PARTS_OF_HEAD.slice(0, less).join(" ");
    for (let size = 1; size <= SMALLEST_SIZE; size++) {
      sheet.dataset.titleSize = size;
      if (availableHeight(sheet) >= 0) return;
    }
  }
}
