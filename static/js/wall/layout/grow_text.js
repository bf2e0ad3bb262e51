// What has room is set larger than the least: towards 22 arc minutes, which are read with ease, as
// far as an article's rows stay on as few pages.

import { measure, room } from "./measure.js";
import { evenly } from "./paginate.js";

// The least title of 22 arc minutes; a larger one is the design's (header.js).
const EASY = 2;
const TEXTS = ["most", "more"];

/** Sets title and rows of a sheet, fitted on `parts`, as large as may be. Returns its parts. */
export function grow(sheet, rows, parts) {
  const { dataset } = sheet;
  const asMany = (heights) => {
    const found = evenly(heights, room(sheet));
    return found?.length === parts.length ? found : null;
  };
  const heights = measure(rows);
  growTitle(dataset, () => asMany(heights));
  for (const text of TEXTS) {
    dataset.textSize = text;
    const larger = asMany(measure(rows));
    if (larger) return larger;
  }
  dataset.textSize = "";
  return asMany(measure(rows)) ?? parts;
}

function growTitle(dataset, fits) {
  for (let size = dataset.titleSize; size > EASY; size--) {
    dataset.titleSize = size - 1;
    if (fits()) continue;
    dataset.titleSize = size;
    return;
  }
}
