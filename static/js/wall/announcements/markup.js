// What is told, put into the page it is told on, and taken out again.

import { filling, stretch } from "../pages/transitions.js";
import { rowId } from "./grouping.js";

const ADDED = ".was, .moved, .noted, .note";

/** Marks the rows of an article that a telling is about. Returns what sets their bars going. */
export function dress(article, telling) {
  for (const one of article.querySelectorAll(ADDED)) one.remove();
  const told = telling.changes
    .map((change) => ({ ...change, place: article.querySelector(`#${rowId(telling, change)}`) }))
    .filter(({ place }) => place);
  if (!told.length) return [];
  article.dataset.changedRow = "";
  for (const { place, about, item, from } of told) {
    place.dataset.changedRow = "";
    if (about !== telling.about) continue; // on a team's page an objective's row is marked alone
    place.querySelector(".said").append(item.querySelector(".was").cloneNode(true));
    stretch(place.querySelector(".bar"), from);
  }
  const notes = telling.summed ? [sum(telling.changes)] : told[0].item.querySelectorAll(".noted, .note");
  article.querySelector(".note-line").replaceChildren(...[...notes].map((note) => note.cloneNode(true)));
  return told
    .filter(({ about }) => about === telling.about)
    .map(({ place, from }) => filling(place, from, place.querySelector(".bar").dataset.fill));
}

function sum(changes) {
  const note = document.createElement("p");
  note.className = "note";
  note.textContent = changes.at(-1).updates.replace("{count}", changes.length);
  return note;
}

/** Takes it all out. */
export function undress(article) {
  delete article.dataset.changedRow;
  for (const row of article.querySelectorAll("[data-changed-row]")) delete row.dataset.changedRow;
  for (const one of article.querySelectorAll(ADDED)) one.remove();
}
