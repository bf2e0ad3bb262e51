// Whether a page that has changed still stands whole, and room on it for a note. The browser lays
// out once for each question: what has to be painted at once cannot wait for rows to be measured.

import { LAST, RELIEFS } from "../layout/fit.js";
import { HEAD_SHARE, SIZES, shareOf } from "../layout/header.js";
import { measure, narrowest, tooWide } from "../layout/measure.js";
import { Note } from "./note_pages.js";
import { showPart } from "../layout/row_range.js";

// What goes where a note has no room else: all but the code. Where that is not enough it is told
// in pieces: beside as much as leaves them room enough, and without the code last of all.
const HEADLESS = LAST.filter((relief) => relief !== "code");
const BESIDE_PIECES = [[], HEADLESS, LAST];

const WHOLE = { pieces: 1, say: () => {} };

/** Whether rows and title of a page stand as they were fitted, whatever is said in them now. */
export function holds(article, { title, head }) {
  const { sheet, list, rows } = parts(article);
  const least = Number(sheet.dataset.titleSize) === SIZES;
  const small = least || shareOf(sheet) <= Math.max(HEAD_SHARE, head);
  return small && over(list, rows) <= 0 && wide(rows, title);
}

/** Makes room for a note below the row that has moved, on a page that shows `part` of its rows and
 *  was `fitted` before: what is least of all goes first. Returns say(at), which puts a piece of
 *  the note in, and how many `pieces` it is told in. */
export function makeRoom(article, part, fitted) {
  showPart(article, part);
  const { sheet, list, rows } = parts(article);
  list.toggleAttribute("data-stacked", fitted.stacked);
  if (!wide(rows, fitted.title)) measure(rows);
  const fits = () => over(list, rows) <= 0;
  const less = (more) => {
    sheet.dataset.hiddenParts = [...new Set([...fitted.relief.split(" "), "noted", ...more])].join(" ");
  };
  if (!fits()) sheet.dataset.textSize = "";
  if (!fits()) less([]);
  leave(list, rows);
  if (!fits()) less(RELIEFS);
  if (!fits()) less([...RELIEFS, "long"]);
  for (let size = Number(fitted.size); size < SIZES && !fits(); ) sheet.dataset.titleSize = ++size;
  if (!fits()) less([...RELIEFS, "long", ...HEADLESS]);
  if (fits()) return WHOLE;
  const note = new Note(sheet.querySelector(".note-line"), fits);
  for (const more of BESIDE_PIECES) {
    less([...RELIEFS, "long", ...more]);
    if (fits()) return WHOLE;
    const pieces = note.pieces(more === LAST);
    if (pieces) return { pieces: pieces.length, say: (at) => note.say(pieces, at) };
  }
  return WHOLE;
}

// Other rows leave until the page has room, those furthest away first. Others that have moved are
// told as well, and go last. Rows that do not fit stand as high as they must, so that one look
// tells how many have to go.
function leave(list, rows) {
  const moved = rows.findIndex((row) => "changedRow" in row.dataset);
  const last = (row) => ("changedRow" in row.dataset) * rows.length;
  const away = (row) => Math.abs(rows.indexOf(row) - moved) - last(row);
  const least = rows.filter((_, at) => at !== moved).sort((a, b) => away(b) - away(a));
  for (let missing; (missing = over(list, rows)) > 0 && least.length; ) {
    const going = [];
    while (missing > 0 && least.length) {
      going.push(least.shift());
      missing -= going.at(-1).getBoundingClientRect().height;
    }
    for (const row of going) row.hidden = true;
  }
}

function parts(article) {
  const sheet = article.firstElementChild;
  const list = sheet.querySelector(".rows");
  return { sheet, list, rows: [...list.children].filter((row) => !row.hidden) };
}

// How many pixels the rows run out of their list: they stand at its end and leave it at its top.
// By offsets, which know nothing of a glide; a pixel may be their rounding.
function over(list, rows) {
  const first = rows.find((row) => !row.hidden);
  return first ? list.offsetTop - first.offsetTop - 1 : 0;
}

const wide = (rows, title) => narrowest(rows) >= title && !rows.some(tooWide);
