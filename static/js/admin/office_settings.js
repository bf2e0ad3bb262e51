// The settings page: the preview and the list of effects follow the choices before they are saved.

const DEBOUNCE = 300;
const form = document.getElementById("settings");
let timer;
let latestRequest = 0;

async function updatePreview() {
  const request = ++latestRequest;
  const query = new URLSearchParams(new FormData(form));
  const answer = await fetch(`${form.action}/effects?${query}`).catch(() => null);
  if (!answer?.ok || request !== latestRequest) return;
  const template = document.createElement("template");
  template.innerHTML = await answer.text();
  for (const { id, childNodes } of template.content.children) {
    const current = document.getElementById(id);
    // Screen readers do not announce a replaced live region, so only its content is replaced. A
    // field with the focus stays.
    if (!current.contains(document.activeElement)) current.replaceChildren(...childNodes);
  }
  document.getElementById("wall").contentWindow.location.replace(`${form.action}/preview?${query}`);
}

form.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(updatePreview, DEBOUNCE);
});
