// Where titles stand above values, a unit may break to make room. Set smaller it may not have to, and
// the value of a week ago may stand in one line with the present one, or “+5 this week” beside its percent.

const MORE_THAN_A_LINE = 1.5; // times its size
const SMALLER = ["unit", "all"];

/** Sets the units of `rows` smaller, and two values with them, where that keeps them in one line; or what
 *  stands beside an objective's percent. */
export function keepTogether(rows) {
  for (const row of rows) row.removeAttribute("data-smaller");
  for (const row of rows.filter(isSaidBroken)) trySmaller(row, ["said"], isSaidBroken);
  for (const row of rows.filter((one) => isParted(one) || isUnitBroken(one))) {
    const isApart = isParted(row) ? isParted : isUnitBroken;
    trySmaller(row, SMALLER, (one) => isApart(one) || isParted(one));
  }
}

function trySmaller(row, sizes, isWrong) {
  const found = sizes.some((size) => (row.dataset.smaller = size) && !isWrong(row));
  if (!found) row.removeAttribute("data-smaller");
}

// Whether a row's two values stand in two lines.
function isParted(row) {
  const [before, now] = [".previous", ".amount"].map((name) => row.querySelector(name));
  return Boolean(before && now) && now.offsetTop >= before.offsetTop + before.offsetHeight - 1;
}

const isUnitBroken = (row) => isBroken(row.querySelector(".amount .unit:not(.before)"));

const isSaidBroken = (row) => row.matches(".team-page .row") && isBroken(row.querySelector(".said > .goal"));

function isBroken(text) {
  return Boolean(text) && text.offsetHeight > MORE_THAN_A_LINE * parseFloat(getComputedStyle(text).fontSize);
}
