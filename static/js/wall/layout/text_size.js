// The size of a page's rows: 16 arc minutes are 1rem. Up to 22, what is said grows alone; from there
// on everything in the rows does.

const EASY = 1.375; // rem, 22 arc minutes
const NAMES = new Map([[1, ""], [1.19, "more"], [1.28, "much"], [EASY, "most"]]);

/** Sets the size of the text in a sheet's rows, in rem. */
export function setTextSize(sheet, size) {
  const name = NAMES.get(Math.min(size, EASY));
  const scale = String(Math.max(1, size / EASY));
  // Setting the same value again would make the browser recalculate styles.
  if (sheet.dataset.textSize !== name) sheet.dataset.textSize = name;
  if (sheet.style.getPropertyValue("--row-scale") !== scale) sheet.style.setProperty("--row-scale", scale);
}

/** The size, in rem, that has a name: "", "more", "much" or "most". */
export const sizeNamed = (name) => [...NAMES].find(([, one]) => one === name)[0];
