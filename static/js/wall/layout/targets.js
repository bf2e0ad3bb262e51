// The target of a change of the week stands at the end of its line, above the end of its bar, if the
// line has room for it. It takes none from the two values and the team.

const SPACE = 0.9; // rem, before it

/** Those of `rows` whose line has room for their target. */
export function withRoomForTarget(rows) {
  const space = SPACE * parseFloat(getComputedStyle(document.documentElement).fontSize);
  return rows.filter((row) => {
    const target = row.querySelector(".aim");
    if (!target) return false;
    const [said, words] = [target.parentElement, target.previousElementSibling];
    return said.clientWidth - words.offsetWidth - target.firstElementChild.offsetWidth >= space;
  });
}

/** Shows the targets of `rows` where they have room. */
export function showTargets(rows) {
  const shown = new Set(withRoomForTarget(rows));
  for (const row of rows) row.querySelector(".aim")?.toggleAttribute("data-has-room", shown.has(row));
}
