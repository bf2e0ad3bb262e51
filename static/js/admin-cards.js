// What makes typing into a card quicker: the number there is selected, the note is counted.

/** The field where the next card begins, or null after the last. */
export function nextCard(place) {
  const cards = [...document.querySelectorAll("[data-card]")];
  const here = place.querySelector("[data-card]");
  const after = cards.filter((card) => follows(place, card) && card !== here);
  return after[0]?.querySelector("[data-first]") ?? null;
}

const follows = (place, card) =>
  place.compareDocumentPosition(card) & Node.DOCUMENT_POSITION_FOLLOWING;

/** Prepares the cards inside `root`, which may be one itself. */
export function enterCards(root) {
  for (const note of root.querySelectorAll("[data-fits]")) {
    count(note);
    note.addEventListener("input", () => count(note));
  }
  for (const field of root.querySelectorAll(".admin-value [data-first]")) {
    field.addEventListener("focus", () => field.select());
    if (field === document.activeElement) field.select();
  }
}

function count(note) {
  // By what a reader takes for a character, as near as the server counts.
  const length = [...note.value.trim().replace(/\s+/g, " ")].length;
  const over = note.closest(".admin-note").querySelector("[data-over]");
  over.querySelector("[data-count]").textContent = length;
  over.hidden = length <= Number(note.dataset.fits);
}
