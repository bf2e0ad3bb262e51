// The target of a change of the week stands at the end of its line, above the end of its bar, if the
// line has room for it, or else at the end of its title's last line. It takes no room from the two values
// and the team.

import { linesOf } from "./fit_chart.js";

const SPACE = 0.9; // rem, before it

/** Those of `rows` with room for their target. */
export const withRoomForTarget = (rows) => rows.filter((row) => placeOf(row));

/** Shows the targets of `rows` where they have room. */
export function showTargets(rows) {
  const aimed = rows.filter((row) => row.querySelector(".aim"));
  const places = aimed.map((row) => [row, placeOf(row)]);
  for (const [row, place] of places) {
    const target = row.querySelector(".aim");
    if (target.dataset.place !== place) target.dataset.place = place;
    if (place === "title") row.style.setProperty("--title-bottom", `${bottomOf(row.firstElementChild)}px`);
  }
}

// Where a row has room for its target: in its line of "said", beside its "title", or nowhere ("").
function placeOf(row) {
  const target = row.querySelector(".aim");
  if (!target) return "";
  const [said, words] = [target.parentElement, target.previousElementSibling];
  const needed = target.firstElementChild.offsetWidth + SPACE * parseFloat(getComputedStyle(document.documentElement).fontSize);
  if (said.clientWidth - words.offsetWidth >= needed) return "said";
  return row.parentElement.hasAttribute("data-stacked") && widthAfterTitle(row) >= needed ? "title" : "";
}

// The width that the last line of a row's title leaves at its end.
function widthAfterTitle(row) {
  const { left, right } = row.getBoundingClientRect();
  const lines = linesOf(row.firstElementChild);
  const last = lines.filter((line) => line.bottom > lines.at(-1).top + 1);
  return document.documentElement.dir === "rtl"
    ? Math.min(...last.map((line) => line.left)) - left
    : right - Math.max(...last.map((line) => line.right));
}

// From the top of its row, within the border.
function bottomOf(title) {
  const row = title.parentElement;
  return title.getBoundingClientRect().bottom - row.getBoundingClientRect().top - row.clientTop;
}
