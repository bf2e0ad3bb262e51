// Puts an announcement into its page, and takes it out again.

import { growBar, highlightDelta, removeDeltas } from "../pages/transitions.js";
import { rowId } from "./grouping.js";

const ADDED = ".was, .noted, .note";

/** Marks the rows of an article that an announcement is about. Returns what starts their bars. */
export function mark(article, announcement) {
  removeAdded(article);
  const shown = announcement.changes
    .map((change) => ({ ...change, row: article.querySelector(`#${rowId(announcement, change)}`) }))
    .filter(({ row }) => row);
  if (!shown.length) return [];
  article.dataset.changedRow = "";
  for (const { row, about, item, from } of shown) {
    row.dataset.changedRow = "";
    // On a team's page the objective's row is only highlighted.
    if (about !== announcement.about) continue;
    row.querySelector(".said").append(item.querySelector(".was").cloneNode(true));
    highlightDelta(row.querySelector(".bar"), from);
  }
  const notes = announcement.summed
    ? [summaryNote(announcement.changes)]
    : [...shown[0].item.querySelectorAll(".noted, .note")];
  article.querySelector(".note-line").replaceChildren(...notes.map((note) => note.cloneNode(true)));
  return shown
    .filter(({ about }) => about === announcement.about)
    .map(({ row, from }) => growBar(row, from, row.querySelector(".bar")?.dataset.fill));
}

function removeAdded(article) {
  for (const one of article.querySelectorAll(ADDED)) one.remove();
  removeDeltas(article);
}

function summaryNote(changes) {
  const note = document.createElement("p");
  note.className = "note";
  note.textContent = changes.at(-1).updates.replace("{count}", changes.length);
  return note;
}

/** Removes the announcement. */
export function unmark(article) {
  delete article.dataset.changedRow;
  for (const row of article.querySelectorAll("[data-changed-row]")) delete row.dataset.changedRow;
  removeAdded(article);
}
