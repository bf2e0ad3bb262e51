// Corrections in the preview of an import. The server renders every row, open or closed; here a row is
// exchanged in place, so that a long preview stays as it is. Without this script, the page is loaded.
import { showFieldsOfKind } from "./forms.js";

const closedRows = new WeakMap();

/** Opens and closes the rows of the preview in `root` in place. */
export function editInPlace(root) {
  const form = root.querySelector("[data-import]");
  if (!form) return;
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=edit], button[name=cancel]");
    if (!button) return;
    const row = form.querySelector(`#row-${CSS.escape(button.value)}`);
    if (button.name === "edit") open(event, form, button, row);
    else if (closedRows.has(row)) close(event, row);
  });
  form.addEventListener("keydown", (event) => pressKey(event, form));
}

function pressKey(event, form) {
  const fields = event.target.closest("[data-edit]");
  if (!fields || event.isComposing) return;
  const wanted = { Enter: "apply", Escape: "cancel" }[event.key];
  if (!wanted || (event.key === "Enter" && event.target.matches("textarea, button, select"))) return;
  event.preventDefault();
  const button = fields.querySelector(`button[name=${wanted}]`);
  if (wanted === "apply") form.requestSubmit(button);
  else button.click();
}

function open(event, form, button, row) {
  if (!row) return;
  event.preventDefault();
  const inputs = row.querySelector("[data-edit]");
  if (inputs) return void focusFirst(row);
  openedRow(form, button.value).then((opened) => {
    if (!opened) return form.requestSubmit(button);
    keepAnswers(row, opened);
    closedRows.set(opened, row);
    row.replaceWith(opened);
    showFieldsOfKind(opened);
    focusFirst(opened);
  });
}

const openedRow = (form, key) =>
  fetch(`${form.getAttribute("action")}?${new URLSearchParams({ draft: form.elements.draft.value, edit: key })}`)
    .then((answer) => (answer.ok ? answer.text() : ""))
    .then(
      (text) => {
        const page = new DOMParser().parseFromString(text, "text/html");
        const row = page.getElementById(`row-${key}`);
        return row?.querySelector("[data-edit]") ? document.adoptNode(row) : null;
      },
      () => null,
    );

// What is chosen in the row but not sent yet.
function keepAnswers(from, to) {
  for (const chosen of from.querySelectorAll("input[type=radio]:checked")) {
    for (const same of to.querySelectorAll(`input[name="${CSS.escape(chosen.name)}"]`)) {
      same.checked = same.value === chosen.value;
    }
  }
}

function close(event, row) {
  event.preventDefault();
  const closed = closedRows.get(row);
  keepAnswers(row, closed);
  row.replaceWith(closed);
  closed.querySelector("button[name=edit]").focus();
}

function focusFirst(row) {
  const details = [];
  for (let at = row; at; at = at.parentElement?.closest("details:not([open])")) if (at.matches("details")) details.push(at);
  for (const each of details) each.open = true;
  const field = row.querySelector("[data-edit] [aria-invalid], [data-edit] :is(input:not([type=hidden]), select, textarea)");
  field.focus();
  if (field.select) field.select();
}
