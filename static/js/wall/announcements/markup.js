// Puts an announcement into its page, and takes it out again.

import { closeRing, growBar, highlightDelta, removeDeltas } from "../pages/transitions.js";
import { rowId } from "./grouping.js";

const ADDED = ".was, .percent-was, .noted, .note";

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
  addPercent(article, announcement);
  const notes = announcement.summed
    ? [summaryNote(announcement.changes)]
    : [...shown[0].item.querySelectorAll(".noted, .note")];
  article.querySelector(".note-line").replaceChildren(...notes.map((note) => note.cloneNode(true)));
  return shown
    .filter(({ about }) => about === announcement.about)
    .flatMap(({ row, from }) => [growBar(row, from, row.querySelector(".bar")?.dataset.fill), closeRing(row, from)]);
}

// The objective's percent before the first of the changes, and now: "57 → 65%".
function addPercent(article, { about, changes }) {
  const own = changes.filter((change) => change.about === about);
  const first = own.sort((a, b) => a.change - b.change)[0];
  const was = first?.item.querySelector(".percent-was")?.cloneNode(true);
  const percent = article.querySelector(".percent:not(.summary)");
  if (!was || !percent) return;
  was.append(` ${percent.textContent}`);
  article.querySelector(".extra").prepend(was);
  article.dataset.percentWas = "";
}

function removeAdded(article) {
  delete article.dataset.percentWas;
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
