// Distributes rows over as few pages as possible, as evenly as possible.

const SLACK = 0.5; // of a pixel: heights are fractions

/** The pages of rows of these heights, as [first row, row after the last]; null if a row is higher
 *  than the space `available`. Side by side are as many rows as there are `columns`. */
export function paginate(heights, available, columns = 1) {
  const lines = heights.filter((_, at) => at % columns === 0);
  if (lines.some((height) => height > available + SLACK)) return null;
  const row = (line) => Math.min(line * columns, heights.length);
  return split(lines, available).map(([from, to]) => [row(from), row(to)]);
}

// From the end to the beginning, so that `best[at]` is the best for the lines from `at` on: the
// fewest pages, and of those the ones with the smallest squares of what stays empty.
function split(heights, available) {
  const best = [];
  best[heights.length] = { pages: 0, empty: 0 };
  for (let from = heights.length - 1; from >= 0; from--) {
    let left = available;
    for (let to = from; to < heights.length && (left -= heights[to]) >= -SLACK; to++) {
      const rest = best[to + 1];
      const found = { pages: rest.pages + 1, empty: rest.empty + left * left, next: to + 1 };
      if (!best[from] || isBetter(found, best[from])) best[from] = found;
    }
  }
  const ranges = [];
  for (let from = 0; from < heights.length; from = best[from].next) ranges.push([from, best[from].next]);
  return ranges;
}

const isBetter = (one, other) =>
  one.pages < other.pages || (one.pages === other.pages && one.empty < other.empty);
