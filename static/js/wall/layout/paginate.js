// Rows over pages: as few pages as they need, and these as even as they can be.

const SLACK = 0.5; // of a pixel: heights are fractions
const STEPS = 24;

/** The pages of rows of these heights in `room`, as [first row, row after the last]; null when a
 *  row is higher than the room. */
export function evenly(heights, room) {
  let best = split(heights, room);
  if (!best || best.length < 2) return best;
  for (let step = 1; step < STEPS; step++) {
    const parts = split(heights, room * (1 - step / STEPS));
    if (parts?.length !== best.length) break;
    best = parts;
  }
  return best;
}

function split(heights, room) {
  const parts = [];
  let from = 0;
  let used = 0;
  for (let at = 0; at < heights.length; at++) {
    if (heights[at] > room + SLACK) return null;
    if (used + heights[at] > room + SLACK) {
      parts.push([from, at]);
      [from, used] = [at, 0];
    }
    used += heights[at];
  }
  return [...parts, [from, heights.length]];
}
