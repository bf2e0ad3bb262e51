// Replaces a link with a button that copies it. Browsers offer the clipboard only over https, which
// most offices do not have. There the older copy command is used, and if that fails too, the link
// is shown again to be copied by hand.

const MESSAGE_TIME = 3000;

/** Shows the copy buttons inside `root` and makes them work. */
export function copyLinks(root) {
  for (const button of root.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    linkBeside(button).hidden = true;
  }
  root.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-copy]");
    if (button) copy(button);
  });
}

const linkBeside = (button) => button.parentElement.querySelector("a");

async function copy(button) {
  const { copy: text, copied, byHand } = button.dataset;
  const done = (await copyToClipboard(text)) || copySelection(text, button);
  const status = button.parentElement.querySelector("[role=status]");
  status.textContent = done ? copied : byHand;
  linkBeside(button).hidden = done;
  if (done) setTimeout(() => (status.textContent = ""), MESSAGE_TIME);
}

const copyToClipboard = (text) =>
  navigator.clipboard?.writeText(text).then(() => true, () => false) ?? false;

function copySelection(text, button) {
  const field = document.createElement("textarea");
  field.value = text;
  field.className = "admin-copy-field";
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  button.focus();
  return done;
}
