// Measures the height of rows, and the space for them.

const ARRANGED = ["data-stacked", "data-columns", "data-one-column"];

/** The heights of rows without stretching; of two in one line, the height of the line. The title is beside the value; on a portrait screen, or
 *  where that is lower or avoids breaking a word, it is above the value. */
export function measureRows(rows) {
  const list = rows[0].parentElement;
  const columns = rows.length > 1 && hasColumns(list);
  list.toggleAttribute("data-columns", columns);
  const heights = arrange(rows, list);
  // An amount never breaks: a row that is too wide for half a page has a whole one.
  if (!columns || !rows.some(isOverflowing)) return heights;
  list.toggleAttribute("data-columns", false);
  return arrange(rows, list);
}

// Sets titles above or beside the values, and returns the heights.
function arrange(rows, list) {
  const heightsWhen = (stacked) => {
    list.toggleAttribute("data-stacked", stacked);
    return rows.map((row) => row.getBoundingClientRect().height);
  };
  const isMeasuring = list.hasAttribute("data-measuring");
  list.toggleAttribute("data-measuring", true);
  const beside = isPortrait() ? null : heightsWhen(false);
  const isLowest = beside && rows.every(isInOneLine);
  const stacked = isLowest ? null : heightsWhen(true);
  const isBeside = isLowest || (beside && sum(beside) <= sum(stacked) && !isBrokenIn(list, rows));
  list.toggleAttribute("data-stacked", !isBeside);
  list.toggleAttribute("data-measuring", isMeasuring);
  return isBeside ? beside : stacked;
}

// Whether a row could not be lower, nor break fewer words, with its title above its value.
function isInOneLine(row) {
  const { fontSize, lineHeight } = getComputedStyle(row.firstElementChild);
  const line = parseFloat(lineHeight) || 1.2 * parseFloat(fontSize);
  return row.firstElementChild.offsetHeight < 1.5 * line && !isOverflowing(row);
}

// Whether a word has to break for a title to stand beside its value.
function isBrokenIn(list, rows) {
  list.removeAttribute("data-stacked");
  list.toggleAttribute("data-unbroken", true);
  const broken = rows.some((row) => isOverflowing(row) || isOverflowing(row.firstElementChild));
  list.removeAttribute("data-unbroken");
  return broken;
}

/** How rows were arranged when they were measured last, as setArrangement() takes it. */
export const arrangementOf = (list) => ARRANGED.map((name) => list.hasAttribute(name));

/** Arranges a list as it was, without measuring. */
export function setArrangement(list, arrangement) {
  ARRANGED.forEach((name, at) => list.toggleAttribute(name, arrangement[at]));
}

/** The height that is available for a page's rows. */
export function availableHeight(sheet) {
  const names = [".head", ".note-line", ".foot", ...(isPortrait() ? [".side"] : [])];
  const margin = parseFloat(getComputedStyle(sheet.querySelector(".rows")).marginBottom);
  return sheet.clientHeight - margin - sum(names.map((name) => height(sheet, name)));
}

/** The width of the narrowest title. Titles at least as wide break no further words. */
export const narrowestTitle = (rows) => Math.min(...rows.map((row) => row.firstElementChild.clientWidth));

/** Whether something runs out of a row or title horizontally, or a row out of its list. */
export const isOverflowing = (part) =>
  part.scrollWidth > part.clientWidth + 1 || part.offsetWidth > part.parentElement.clientWidth + 1;

/** How many rows stand side by side: two on a screen of 2:1 or wider, unless they are sentences. */
export const columnsOf = (list) => (list.hasAttribute("data-columns") ? 2 : 1);

/** Whether the screen is 2:1 or wider. */
export const isVeryWide = () => ofScreen("--columns") === "2";

const hasColumns = (list) =>
  !list.hasAttribute("data-one-column") && isVeryWide() &&
  [...list.children].every((row) => row.matches(".row:not(.plain-words)"));

const height = (sheet, name) => sheet.querySelector(name).offsetHeight;
const sum = (heights) => heights.reduce((total, height) => total + height, 0);
/** Whether the screen is upright. */
export const isPortrait = () => ofScreen("--is-portrait") === "1";

/** A custom property that all sheets of the screen share. Asked of the root, whose style is known: asked of a
 *  sheet that was changed, the browser would style that first. */
export const ofScreen = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
