// What makes typing into a card quicker: the number there is selected, the note is counted. And
// what makes it safe: a card that nobody has touched is not saved by an Enter.

/** The field where the next card begins, or null after the last. */
export function nextCard(place) {
  const cards = [...document.querySelectorAll("[data-card]")];
  const here = place.querySelector("[data-card]");
  const after = cards.filter(
    (card) => follows(place, card) && card !== here && !card.dataset.busy,
  );
  return after[0]?.querySelector("[data-first]") ?? null;
}

const follows = (place, card) =>
  place.compareDocumentPosition(card) & Node.DOCUMENT_POSITION_FOLLOWING;

/** Whether nothing was typed or chosen in a card since the server made it. */
export function isUntouched(form) {
  if (!form.matches("[data-fresh]") || form.elements.touched.value) return false;
  const fields = [...form.elements].filter((field) => field.name && field.type !== "hidden");
  return fields.every(
    (field) =>
      field.name === "sign" ||
      field.tagName === "BUTTON" ||
      (field.value === field.defaultValue && field.checked === field.defaultChecked),
  );
}

/** Says in a card that there is nothing to save yet. */
export function sayUntouched(form) {
  const hint = form.querySelector(".admin-untouched");
  hint.textContent = hint.dataset.says;
}

/** Notes that a card's value was typed or chosen, be it the same as before. */
export function watchTyping(root) {
  root.addEventListener("input", (event) => {
    const form = event.target.form;
    if (!form?.matches("[data-fresh]")) return;
    if (["value", "done"].includes(event.target.name)) form.elements.touched.value = "1";
    form.querySelector(".admin-untouched").textContent = "";
  });
}

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
