// Text is set larger than the minimum where there is space: up to 22 arc minutes, which is easy to
// read, as long as an article's rows do not need more pages.

import { arrangementOf, availableHeight, columnsOf, isOverflowing, measureRows, setArrangement } from "./measure.js";
import { paginate } from "./paginate.js";

// The smallest title size of at least 22 arc minutes; 1 is the design's own size (header.js).
const EASY_TITLE_SIZE = 2;
const TEXT_SIZES = ["most", "more"];

/** Sets the title and rows of a sheet, fitted as `ranges` with rows of these `heights`, as large as
 *  possible. Returns its ranges. */
export function enlargeText(sheet, rows, ranges, heights) {
  const { dataset } = sheet;
  const list = rows[0].parentElement;
  const arranged = arrangementOf(list);
  const onAsManyPages = (heights) => {
    const found = paginate(heights, availableHeight(sheet), columnsOf(list));
    return found?.length === ranges.length ? found : null;
  };
  const isCut = () => sheet.hasAttribute("data-one-line") && isOverflowing(sheet.querySelector(".title"));
  enlargeTitle(dataset, () => !isCut() && onAsManyPages(heights));
  for (const text of TEXT_SIZES) {
    dataset.textSize = text;
    const larger = onAsManyPages(measureRows(rows));
    if (larger) return larger;
  }
  dataset.textSize = "";
  setArrangement(list, arranged);
  return onAsManyPages(heights) ?? ranges;
}

function enlargeTitle(dataset, fits) {
  for (let size = dataset.titleSize; size > EASY_TITLE_SIZE; size--) {
    dataset.titleSize = size - 1;
    if (fits()) continue;
    dataset.titleSize = size;
    return;
  }
}
