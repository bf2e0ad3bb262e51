// How high rows are, and how high they may be.

/** The heights of rows as they would stand without stretching: side by side or, where that is
 *  lower, on an upright screen, or where a word would be broken, the title above the value. */
export function measure(rows) {
  const list = rows[0].parentElement;
  const heightsWhen = (stacked) => {
    list.toggleAttribute("data-stacked", stacked);
    return rows.map((row) => row.getBoundingClientRect().height);
  };
  list.toggleAttribute("data-measuring", true);
  const stacked = heightsWhen(true);
  const beside = heightsWhen(false);
  list.toggleAttribute("data-unbroken", true);
  const broken = rows.some((row) => tooWide(row) || tooWide(row.firstElementChild));
  list.removeAttribute("data-unbroken");
  const side = !broken && !upright(list) && sum(beside) <= sum(stacked);
  list.toggleAttribute("data-stacked", !side);
  list.removeAttribute("data-measuring");
  return side ? beside : stacked;
}

/** The height that a page's rows may take. */
export function room(sheet) {
  const names = [".head", ".note-line", ".foot", ...(upright(sheet) ? [".side"] : [])];
  const margin = parseFloat(getComputedStyle(sheet.querySelector(".rows")).marginBottom);
  return sheet.clientHeight - margin - sum(names.map((name) => height(sheet, name)));
}

/** The width of the narrowest title: a title no narrower breaks no word anew. */
export const narrowest = (rows) => Math.min(...rows.map((row) => row.firstElementChild.clientWidth));

/** Whether something runs out of a row or title. */
export const tooWide = (part) => part.scrollWidth > part.clientWidth + 1;

const height = (sheet, name) => sheet.querySelector(name).offsetHeight;
const sum = (heights) => heights.reduce((total, height) => total + height, 0);
const upright = (part) => getComputedStyle(part).getPropertyValue("--is-portrait").trim() === "1";
