// A pasted text is kept in the tab, so that it comes back where the server no longer has its preview.

const KEY = "import-text";
const LONGEST = 2_000_000;

/** Keeps the text of the form. */
export function keepText(form) {
  const text = form.elements.table.value;
  try {
    if (text.length <= LONGEST) sessionStorage.setItem(KEY, text);
    else sessionStorage.removeItem(KEY);
  } catch {
    // No room, or not allowed: then the page itself is all there is.
  }
}

/** Brings the text back into an empty form whose preview is gone. */
export function restoreText(form) {
  if (!("gone" in form.dataset) || form.elements.table.value) return;
  let text = "";
  try {
    text = sessionStorage.getItem(KEY) ?? "";
  } catch {
    return;
  }
  if (!text) return;
  form.elements.table.value = text;
  form.querySelector("#import-restored").hidden = false;
}
