// Places the texts below the weeks of a cycle: the week below today's mark, with the days to go where
// there is room, and the cycle's name at the start of the line, at its end if the week is near the start,
// or in a line of its own.

import { isPortrait } from "./measure.js";

const SPACE = 0.6; // rem, between two texts

/** Places the texts of a sheet's foot. */
export function placeFoot(sheet) {
  const foot = sheet.querySelector(".foot");
  const week = foot.querySelector(".week");
  const name = foot.querySelector(".cycle");
  for (const placed of ["data-lines", "data-name-last", "data-no-left"]) foot.removeAttribute(placed);
  if (!week) return;
  const space = SPACE * parseFloat(getComputedStyle(document.documentElement).fontSize);
  const width = freeWidth(sheet, foot, space);
  const [weekWidth, nameWidth] = [week, name].map((text) => text.offsetWidth);
  const today = (Number(foot.dataset.today ?? 0) / 1000) * foot.clientWidth;
  const place = (weekWidth) => {
    const at = Math.max(0, Math.min(today - weekWidth / 2, width - weekWidth));
    return { at, isFirst: nameWidth + space <= at, isLast: at + weekWidth + space + nameWidth <= width };
  };
  let { at, isFirst, isLast } = place(weekWidth);
  const hasRoom = isPortrait(sheet) ? weekWidth <= width : isFirst || isLast;
  if (!hasRoom) {
    const left = week.querySelector(".left")?.offsetWidth ?? 0;
    foot.toggleAttribute("data-no-left", true);
    ({ at, isFirst, isLast } = place(weekWidth - left));
  }
  foot.style.setProperty("--week-at", `${at}px`);
  foot.toggleAttribute("data-name-last", !isFirst && isLast && !isPortrait(sheet));
  foot.style.setProperty("--name-at", `${width - nameWidth}px`);
  if (isPortrait(sheet) || !(isFirst || isLast)) foot.dataset.lines = 2;
}

// The width that neither the range of rows nor the clock needs.
function freeWidth(sheet, foot, space) {
  const { left, right, top } = foot.getBoundingClientRect();
  const beside = [...document.querySelectorAll(".place, .clock"), ...sheet.querySelectorAll(".part")];
  const isRightToLeft = document.documentElement.dir === "rtl";
  const taken = isPortrait(sheet) ? [] : beside.map((part) => part.getBoundingClientRect())
    .filter((box) => box.width && box.top >= top)
    .map((box) => (isRightToLeft ? right - box.right : box.left - left) - space);
  return Math.min(foot.clientWidth, ...taken);
}
