// The import of OKRs: what is copied from a page or a sheet keeps its lists and cells, because the
// server turns the clipboard's HTML into text. A file may be dropped on the text. A line's button
// goes to the line in the text.

const STRUCTURED = /<(table|ul|ol|h[1-6])[\s>]/i;

/** Prepares the form to import OKRs in `root`, if there is one. */
export function readStructuredPastes(root) {
  const form = root.querySelector("[data-import]");
  if (!form) return;
  const field = form.elements.table;
  field.addEventListener("paste", (event) => pasteStructured(event, field, form.action));
  field.addEventListener("dragover", (event) => {
    if (event.dataTransfer.types.includes("Files")) event.preventDefault();
  });
  field.addEventListener("drop", (event) => takeFile(event, form));
  form.addEventListener("click", (event) => {
    const line = event.target.closest("[data-line]");
    if (line) goToLine(field, Number(line.dataset.line));
  });
}

function pasteStructured(event, field, action) {
  const html = event.clipboardData.getData("text/html");
  if (!STRUCTURED.test(html)) return;
  event.preventDefault();
  const plain = event.clipboardData.getData("text/plain");
  textOf(html, action).then((text) => insert(field, text ?? plain));
}

const textOf = (html, action) =>
  fetch(`${action}/text`, { method: "POST", body: html, headers: { "Content-Type": "text/html" } }).then(
    (answer) => (answer.ok ? answer.text() : null),
    () => null,
  );

// Like typing, so that the browser can undo it.
function insert(field, text) {
  field.focus();
  if (document.execCommand("insertText", false, text)) return;
  field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
}

function takeFile(event, form) {
  if (!event.dataTransfer.files.length) return;
  event.preventDefault();
  form.elements.file.files = event.dataTransfer.files;
  form.requestSubmit(form.elements.preview);
}

function goToLine(field, line) {
  const lines = field.value.split("\n");
  const start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
  field.focus();
  field.setSelectionRange(start, start + (lines[line - 1] ?? "").length);
  const height = field.scrollHeight / lines.length;
  field.scrollTop = Math.max(0, height * (line - 1) - field.clientHeight / 2);
  field.scrollIntoView({ block: "nearest" });
}
