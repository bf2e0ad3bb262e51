// A button that copies a link takes the place of the link. Browsers offer their clipboard to pages
// over https alone, and most offices have none: there the older way has to do, and where that is
// refused too, the link comes back to be copied by hand.

const SAID = 3000;

/** Shows the buttons below `root` and has them copy. */
export function copyLinks(root) {
  for (const button of root.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    link(button).hidden = true;
  }
  root.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-copy]");
    if (button) copy(button);
  });
}

const link = (button) => button.parentElement.querySelector("a");

async function copy(button) {
  const { copy: text, copied, byHand } = button.dataset;
  const done = (await byClipboard(text)) || bySelection(text, button);
  const status = button.parentElement.querySelector("[role=status]");
  status.textContent = done ? copied : byHand;
  link(button).hidden = done;
  if (done) setTimeout(() => (status.textContent = ""), SAID);
}

const byClipboard = (text) =>
  navigator.clipboard?.writeText(text).then(() => true, () => false) ?? false;

function bySelection(text, button) {
  const field = document.createElement("textarea");
  field.value = text;
  field.className = "admin-copied";
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  button.focus();
  return done;
}
