// Makes space on a page for the note of a change. Each question costs one layout of the browser: a
// change is painted at once, and there is no time to measure every row.

import { LAST_RESORTS, OPTIONAL_PARTS } from "../layout/fit.js";
import { placeFoot } from "../layout/foot.js";
import { TITLE_SIZES } from "../layout/header.js";
import { measureRows } from "../layout/measure.js";
import { elementsOf, isWideEnough, overflow } from "../layout/still_fits.js";
import { Note } from "./note_pages.js";
import { showRange } from "../layout/row_range.js";

// A note is signed with its team, so it is not needed in the rows as well.
const LESS = [...OPTIONAL_PARTS, "of-team"];
// Parts that are hidden when a note has no other space: everything but the QR code. If that is not
// enough, the note is split into pieces. Then as many parts as possible stay, the QR code longest.
const HEADLESS = LAST_RESORTS.filter((part) => part !== "code");
const HIDDEN_BESIDE_PIECES = [[], HEADLESS, LAST_RESORTS];

const WHOLE = { pieces: 1, show: () => {} };

/** Makes space for a note below the changed row, on a page that shows the rows of `range` and was
 *  `fitted` before. The least important parts are hidden first. Returns how many `pieces` the note
 *  is split into, and show(at), which displays one of them. */
export function spaceForNote(article, range, fitted) {
  showRange(article, range, false);
  const { sheet, list, rows } = elementsOf(article);
  // The numbers are younger now.
  placeFoot(sheet);
  list.toggleAttribute("data-stacked", fitted.stacked);
  if (!isWideEnough(rows, fitted.title)) measureRows(rows);
  const fits = () => overflow(list, rows) <= 0;
  const hide = (more) => {
    const parts = new Set([...fitted.hidden.split(" "), "noted", ...more]);
    sheet.dataset.hiddenParts = [...parts].join(" ");
  };
  if (!fits()) sheet.dataset.textSize = "";
  if (!fits()) hide([]);
  removeRows(list, rows);
  if (!fits()) hide(LESS);
  if (!fits()) hide([...LESS, "long"]);
  for (let size = Number(fitted.size); size < TITLE_SIZES && !fits(); ) sheet.dataset.titleSize = ++size;
  if (!fits()) hide([...LESS, "long", ...HEADLESS]);
  if (fits()) return WHOLE;
  const note = new Note(sheet.querySelector(".note-line"), fits);
  for (const more of HIDDEN_BESIDE_PIECES) {
    hide([...LESS, "long", ...more]);
    if (fits()) return WHOLE;
    const pieces = note.pieces(more === LAST_RESORTS);
    if (pieces) return { pieces: pieces.length, show: (at) => note.show(pieces, at) };
  }
  return WHOLE;
}

// Hides other rows until the note fits, the furthest first. Rows that have changed as well go last.
// Rows that do not fit are as high as they need to be, so one measurement says how many have to go.
function removeRows(list, rows) {
  const changed = rows.findIndex((row) => "changedRow" in row.dataset);
  const last = (row) => ("changedRow" in row.dataset) * rows.length;
  const away = (row) => Math.abs(rows.indexOf(row) - changed) - last(row);
  const least = rows.filter((_, at) => at !== changed).sort((a, b) => away(b) - away(a));
  for (let missing; (missing = overflow(list, rows)) > 0 && least.length; ) {
    const going = [];
    while (missing > 0 && least.length) {
      going.push(least.shift());
      missing -= going.at(-1).getBoundingClientRect().height;
    }
    for (const row of going) row.hidden = true;
  }
}
