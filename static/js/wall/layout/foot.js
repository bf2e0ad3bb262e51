// Places the texts below the weeks of a cycle: the week below today's mark, which it may leave a little to
// either side as long as the mark stands above it, and around it the cycle's name, how many days there are
// to go, and how old the page's numbers are. What one line has no room for stands in a second one.

import { isPortrait } from "./measure.js";

const SPACE = 0.55; // rem, between two texts
const PLACE = 4.1; // rem, of six dots or two numbers
const TEXTS = ["cycle", "week", "left", "age", "age-short"];
// What stands beside the name and the week, the best first. The week says how long there is to go, too.
const CHOICES = [["left", "age"], ["left", "age-short"], ["age"], ["age-short"], ["left"], []];
const isAge = (text) => text.startsWith("age");

/** Places the texts of a sheet's foot. */
export function placeFoot(sheet) {
  const foot = sheet.querySelector(".foot");
  for (const placed of ["data-lines", "data-shows"]) foot.removeAttribute(placed);
  if (!foot.querySelector(".week")) return;
  const line = measured(sheet, foot);
  const { above, below } = bestPlan(line);
  const places = { ...placesBelow(below, line), ...above };
  if (below.length || line.isUpright) foot.dataset.lines = 2;
  foot.dataset.shows = [
    ...Object.keys(places), ...below.map((text) => `${text}-below`), ...(places.left?.follows ? ["left-after"] : []),
  ].join(" ");
  for (const [text, { at }] of Object.entries(places)) foot.style.setProperty(`--${text}-at`, `${at}px`);
}

// The widths of the texts and of the line, and where today's mark is.
function measured(sheet, foot) {
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  const space = SPACE * rem;
  const widths = Object.fromEntries(TEXTS.map((text) => [text, foot.querySelector(`.${text}`)?.offsetWidth ?? 0]));
  const today = (Number(foot.dataset.today ?? 0) / 1000) * foot.clientWidth;
  const isUpright = isPortrait();
  // The range of rows, the position of the page and the clock are at the end of the line; on a portrait
  // screen, of the second line. The position is not known yet when pages are measured first.
  const free = freeWidth(sheet, foot, space);
  const spare = Math.min(free, beforePlace(foot, space, rem));
  const whole = foot.clientWidth;
  return { widths, today, space, isUpright, spare, width: isUpright ? whole : free, end: isUpright ? whole : spare };
}

// Which texts stand in the line of the week and which `below` it; those that are left out are the fewest.
function bestPlan(line) {
  const choices = CHOICES.filter((choice) => choice.every((text) => line.widths[text]));
  const plans = line.isUpright ? choices.flatMap((choice) => plansFor(choice)) : [
    ...choices.map((choice) => ({ texts: ["cycle", ...choice], below: [] })),
    ...choices.flatMap((choice) => plansFor(choice).slice(1)),
  ];
  for (const { texts, below } of plans) {
    const above = fitsBelow(below, line) && aroundWeek(texts.filter((text) => !below.includes(text)), line);
    if (above) return { above, below };
  }
  // A name that is wider than the page has several lines.
  return { above: aroundWeek([], line), below: ["cycle"] };
}

// Two lines: where there is an age, it has the second one for itself.
function plansFor(choice) {
  const texts = ["cycle", ...choice];
  const age = choice.filter(isAge);
  return [age, ["cycle"], ["cycle", ...age], texts].map((below) => ({ texts, below }));
}

const widthOf = (texts, { widths, space }) => texts.reduce((sum, text) => sum + widths[text] + space, 0);
const fitsBelow = (texts, line) => widthOf(texts, line) <= line.spare + line.space || texts.join() === "cycle";

function placesBelow(texts, line) {
  return Object.fromEntries(texts.map((text, at) => [text, { at: widthOf(texts.slice(0, at), line), follows: at > 0 }]));
}

// The places of the week and of the texts before and after it, with the week as near to today's mark as
// can be; null if they do not fit, or if the mark would not stand above the week.
function aroundWeek(texts, line) {
  const found = subsets(texts).map((before) => placedAround(before, texts.filter((text) => !before.includes(text)), line));
  return found.filter(Boolean).sort((one, other) => one.cost - other.cost)[0]?.places ?? null;
}

const subsets = (texts) =>
  texts.reduce((found, text) => found.flatMap((some) => [some, [...some, text]]), [[]]);

function placedAround(before, after, line) {
  const { widths, today, space, width, end } = line;
  const least = widthOf(before, line);
  const most = Math.min(width, after.length ? end - widthOf(after, line) : width) - widths.week;
  const ideal = Math.max(0, Math.min(today - widths.week / 2, width - widths.week));
  const week = Math.max(least, Math.min(ideal, most));
  const isBelowMark = week === ideal || (week <= today && today <= week + widths.week);
  if (least > most || !isBelowMark) return null;
  const places = { week: { at: week }, ...placesBefore(before, week, line), ...placesAfter(after, week, line) };
  // Usually the name begins the line, and the days to go follow the week.
  const unusual = [3 * after.includes("cycle"), 2 * before.includes("left")];
  return { places, cost: 2 * Math.abs(week - ideal) + space * unusual.reduce((sum, one) => sum + Number(one), 0) };
}

// From the start of the line; the age in the middle of what is left before the week.
function placesBefore(texts, week, line) {
  const places = placesBelow(texts, line);
  const age = texts.find(isAge);
  if (age && texts.length > 1) places[age].at = (places[age].at + week - line.space - line.widths[age]) / 2;
  return places;
}

// The days to go follow the week, and the others end the line.
function placesAfter(texts, week, line) {
  const places = {};
  let at = line.end;
  for (const text of ["cycle", "age", "age-short"].filter((one) => texts.includes(one))) {
    places[text] = { at: at - line.widths[text] };
    at = places[text].at - line.space;
  }
  if (texts.includes("left")) places.left = { at: week + line.widths.week + line.space, follows: true };
  return places;
}

// The width before the position of a page, were it as wide as can be.
function beforePlace(foot, space, rem) {
  const clock = document.querySelector(".clock")?.getBoundingClientRect();
  const own = foot.getBoundingClientRect();
  if (!clock?.width) return Infinity;
  const end = document.documentElement.dir === "rtl" ? own.right - clock.right : clock.left - own.left;
  return end - PLACE * rem - 2 * space;
}

// The width that neither the clock nor a range of rows in its line needs. Where the foot stands is not known
// yet: a title that is not fitted moves it down.
function freeWidth(sheet, foot, space) {
  const { left, right } = foot.getBoundingClientRect();
  const ranges = [...sheet.querySelectorAll(".part")].filter((part) => getComputedStyle(part).position === "absolute");
  const isRightToLeft = document.documentElement.dir === "rtl";
  const taken = [...document.querySelectorAll(".place, .clock"), ...ranges].map((part) => part.getBoundingClientRect())
    .filter((box) => box.width)
    .map((box) => (isRightToLeft ? right - box.right : box.left - left) - space);
  return Math.min(foot.clientWidth, ...taken);
}
