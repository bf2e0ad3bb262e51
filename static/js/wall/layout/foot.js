// Places the texts below the weeks of a cycle: the week below today's mark, the cycle's name at the start
// of the line, at its end if the week is near the start, or in a line of its own; and where there is room,
// how many days there are to go and how old the page's numbers are.

import { isPortrait } from "./measure.js";

const SPACE = 0.6; // rem, between two texts
const PLACE = 4.1; // rem, of six dots or two numbers
const TEXTS = ["cycle", "week", "left", "age", "age-short"];
// What stands beside the name and the week, the best first. The week says how long there is to go, too.
const CHOICES = [["left", "age"], ["age"], ["left", "age-short"], ["age-short"], ["left"], []];

/** Places the texts of a sheet's foot. */
export function placeFoot(sheet) {
  const foot = sheet.querySelector(".foot");
  for (const placed of ["data-lines", "data-shows"]) foot.removeAttribute(placed);
  if (!foot.querySelector(".week")) return;
  const line = measured(sheet, foot);
  const [places, gaps] = placeNameAndWeek(line);
  if (gaps.below) foot.dataset.lines = 2;
  const choices = CHOICES.filter((choice) => choice.every((text) => line.widths[text]));
  const shown = choices.map((choice) => placeInGaps(choice, gaps, line)).find(Boolean);
  foot.dataset.shows = Object.entries(shown).flatMap(([text, { gap }]) => [text, `${text}-${gap}`]).join(" ");
  for (const [text, { at }] of Object.entries({ ...places, ...shown }))
    foot.style.setProperty(`--${text}-at`, `${at}px`);
}

// The widths of the texts and of the line, and where today's mark is.
function measured(sheet, foot) {
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  const space = SPACE * rem;
  const widths = Object.fromEntries(TEXTS.map((text) => [text, foot.querySelector(`.${text}`)?.offsetWidth ?? 0]));
  const today = (Number(foot.dataset.today ?? 0) / 1000) * foot.clientWidth;
  const isUpright = isPortrait(sheet);
  // The range of rows, the position of the page and the clock are at the end of the line; on a portrait
  // screen, of the second line. The position is not known yet when pages are measured first.
  const free = freeWidth(sheet, foot, space);
  const spare = Math.min(free, beforePlace(foot, space, rem));
  return { widths, today, space, spare, isUpright, width: isUpright ? foot.clientWidth : free };
}

// Where the two are, and the gaps that they leave: each [from, to].
function placeNameAndWeek({ widths, today, space, spare, isUpright, width }) {
  const week = Math.max(0, Math.min(today - widths.week / 2, width - widths.week));
  const gaps = { end: [week + widths.week + space, width], start: [0, week - space] };
  const name = widths.cycle + space;
  const places = { week: { at: week }, cycle: { at: 0 } };
  if (!isUpright && name <= week) gaps.start[0] = name;
  else if (!isUpright && gaps.end[0] + widths.cycle <= width) {
    places.cycle.at = width - widths.cycle;
    gaps.end[1] -= name;
  } else gaps.below = [name, spare];
  if (!isUpright) gaps.end[1] = Math.min(gaps.end[1], spare);
  return [places, gaps];
}

// Each text in the first gap that is wide enough; null if one has none. The days to go follow the week,
// and the age ends the line.
function placeInGaps(texts, { ...gaps }, { widths, space }) {
  const shown = {};
  for (const text of texts) {
    const gap = Object.keys(gaps).find((name) => gaps[name][1] - gaps[name][0] >= widths[text]);
    if (!gap) return null;
    const [from, to] = gaps[gap];
    const isLast = text !== "left" && gap === "end";
    const isBetween = gap === "start" && from > 0;
    const at = isLast ? to - widths[text] : isBetween ? (from + to - widths[text]) / 2 : from;
    gaps[gap] = [at + widths[text] + space, to];
    shown[text] = { at, gap };
  }
  return shown;
}

// The width before the position of a page, were it as wide as can be.
function beforePlace(foot, space, rem) {
  const clock = document.querySelector(".clock")?.getBoundingClientRect();
  const own = foot.getBoundingClientRect();
  if (!clock?.width) return Infinity;
  const end = document.documentElement.dir === "rtl" ? own.right - clock.right : clock.left - own.left;
  return end - PLACE * rem - 2 * space;
}

// The width that neither the range of rows nor the clock needs.
function freeWidth(sheet, foot, space) {
  const { left, right, top } = foot.getBoundingClientRect();
  const beside = [...document.querySelectorAll(".place, .clock"), ...sheet.querySelectorAll(".part")];
  const isRightToLeft = document.documentElement.dir === "rtl";
  const taken = beside.map((part) => part.getBoundingClientRect())
    .filter((box) => box.width && box.top >= top)
    .map((box) => (isRightToLeft ? right - box.right : box.left - left) - space);
  return Math.min(foot.clientWidth, ...taken);
}
