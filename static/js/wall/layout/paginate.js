// Distributes rows over as few pages as possible, as evenly as possible.

const SLACK = 0.5; // of a pixel: heights are fractions
const STEPS = 24;

/** The pages of rows of these heights, as [first row, row after the last]; null if a row is higher
 *  than the space `available`. Side by side are as many rows as there are `columns`. */
export function paginate(heights, available, columns = 1) {
  if (columns === 1) return evenly(heights, available);
  const lines = heights.filter((_, at) => at % columns === 0);
  const row = (line) => Math.min(line * columns, heights.length);
  return evenly(lines, available)?.map(([from, to]) => [row(from), row(to)]) ?? null;
}

function evenly(heights, available) {
  let best = split(heights, available);
  if (!best || best.length < 2) return best;
  for (let step = 1; step < STEPS; step++) {
    const ranges = split(heights, available * (1 - step / STEPS));
    if (ranges?.length !== best.length) break;
    best = ranges;
  }
  return best;
}

function split(heights, available) {
  const ranges = [];
  let from = 0;
  let used = 0;
  for (let at = 0; at < heights.length; at++) {
    if (heights[at] > available + SLACK) return null;
    if (used + heights[at] > available + SLACK) {
      ranges.push([from, at]);
      [from, used] = [at, 0];
    }
    used += heights[at];
  }
  return [...ranges, [from, heights.length]];
}
