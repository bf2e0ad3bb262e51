// Where titles stand above values, a unit may break to make room. Set smaller it may not have to, and
// the value of a week ago may stand in one line with the present one.

const MORE_THAN_A_LINE = 1.5; // times its size
const SMALLER = ["unit", "all"];

/** Sets the units of `rows` smaller, and two values with them, where that keeps them in one line. */
export function keepTogether(rows) {
  for (const row of rows) row.removeAttribute("data-smaller");
  for (const row of rows.filter((one) => isParted(one) || isUnitBroken(one))) {
    const isApart = isParted(row) ? isParted : isUnitBroken;
    const found = SMALLER.some((smaller) => (row.dataset.smaller = smaller) && !isApart(row) && !isParted(row));
    if (!found) row.removeAttribute("data-smaller");
  }
}

// Whether a row's two values stand in two lines.
function isParted(row) {
  const [before, now] = [".previous", ".amount"].map((name) => row.querySelector(name));
  return Boolean(before && now) && now.offsetTop >= before.offsetTop + before.offsetHeight - 1;
}

function isUnitBroken(row) {
  const unit = row.querySelector(".amount .unit:not(.before)");
  return Boolean(unit) && unit.offsetHeight > MORE_THAN_A_LINE * parseFloat(getComputedStyle(unit).fontSize);
}
