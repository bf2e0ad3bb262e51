// What the column of the code has no room for, the change over the week and whether an objective is on
// schedule, stands in words next to the percent: beside the end of the title, or else above the digits.

import { linesOf } from "./fit_chart.js";

const SPACE = 0.6; // rem, to the words of the title
// In em, how much higher than its digits the box of a text is.
const ABOVE_DIGITS = 0.24;
const PLACES = ["title", "digits"];

/** Shows the words that a sheet's column does not, all of them or else only the pace; none on a page
 *  without rows. */
export function showPaceBeside(sheet, hasRows) {
  const beside = sheet.querySelector(".pace-beside");
  if (!beside) return;
  const [moved, pace] = [".moved", ".pace"].map((name) => sheet.querySelector(`.trend ${name}`));
  const choices = hasRows && !pace.offsetWidth ? [[moved, pace], [pace]] : [];
  const texts = choices.map((choice) => choice.filter((part) => !part.offsetWidth).map(wordsOf).join(" · "));
  const found = PLACES.flatMap((place) => texts.map((text) => [place, text]))
    .find(([place, text]) => set(beside, place, text) && isClear(sheet, beside));
  if (!found) set(beside, "", "");
}

const wordsOf = (part) => part.textContent.trim();

// Setting the same again would make the browser lay out the page.
function set(beside, place, text) {
  if (beside.dataset.at !== place) beside.dataset.at = place;
  if (beside.textContent !== text) beside.textContent = text;
  return true;
}

function isClear(sheet, beside) {
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  const [own] = linesOf(beside);
  if (!own) return false; // beside a note
  const others = [".meta", ".title", ".reported"].flatMap((name) => [...sheet.querySelectorAll(name)]).flatMap(linesOf);
  const isTaken = [...others, ...digitsOf(sheet)].some((line) =>
    line.right > own.left - SPACE * rem && line.left < own.right + SPACE * rem && line.bottom > own.top && line.top < own.bottom);
  return !isTaken && own.bottom <= sheet.querySelector(".rows").getBoundingClientRect().top;
}

function digitsOf(sheet) {
  const number = sheet.querySelector(".percent .number");
  const size = number ? parseFloat(getComputedStyle(number).fontSize) : 0;
  return number ? linesOf(number).map(({ left, right, top, bottom }) => ({ left, right, top: top + ABOVE_DIGITS * size, bottom })) : [];
}
