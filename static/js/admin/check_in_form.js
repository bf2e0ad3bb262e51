// Makes check-in forms quicker and safer: the number is selected on focus, the note's length is
// shown, and Enter does not save a form that nobody has changed.

/** The first field of the next form, or null after the last. */
export function nextCard(item) {
  const cards = [...document.querySelectorAll("[data-card]")];
  const currentCard = item.querySelector("[data-card]");
  const after = cards.filter(
    (card) => follows(item, card) && card !== currentCard && !card.dataset.busy,
  );
  return after[0]?.querySelector("[data-first]") ?? null;
}

const follows = (item, card) =>
  item.compareDocumentPosition(card) & Node.DOCUMENT_POSITION_FOLLOWING;

/** Whether nothing was typed or chosen in a form since the page was loaded. */
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

/** Shows in a form that there is nothing to save yet. */
export function showUntouchedHint(form) {
  const hint = form.querySelector(".admin-untouched");
  hint.textContent = hint.dataset.says;
}

/** Marks a form as touched when its value is typed or chosen, even if it is the same as before. */
export function watchTyping(root) {
  root.addEventListener("input", (event) => {
    const form = event.target.form;
    if (!form?.matches("[data-fresh]")) return;
    if (["value", "done"].includes(event.target.name)) form.elements.touched.value = "1";
    form.querySelector(".admin-untouched").textContent = "";
  });
}

/** Prepares the forms inside `root`, which may be a form itself. */
export function prepareCards(root) {
  for (const note of root.querySelectorAll("[data-fits]")) {
    showNoteLength(note);
    note.addEventListener("input", () => showNoteLength(note));
  }
  for (const field of root.querySelectorAll(".admin-value [data-first]")) {
    field.addEventListener("focus", () => field.select());
    if (field === document.activeElement) field.select();
  }
}

function showNoteLength(note) {
  // Counts code points, which is close to how the server counts.
  const length = [...note.value.trim().replace(/\s+/g, " ")].length;
  const over = note.closest(".admin-note").querySelector("[data-over]");
  over.querySelector("[data-count]").textContent = length;
  over.hidden = length <= Number(note.dataset.fits);
}
