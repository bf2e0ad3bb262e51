// Settings: the wall in the frame and what it comes to follow what is chosen, before it is saved.

const WAIT = 300;
const form = document.getElementById("customs");
let timer;
let newest = 0;

async function follow() {
  const mine = ++newest;
  const query = new URLSearchParams(new FormData(form));
  const answer = await fetch(`${form.action}/effects?${query}`).catch(() => null);
  if (!answer?.ok || mine !== newest) return;
  const template = document.createElement("template");
  template.innerHTML = await answer.text();
  for (const { id, childNodes } of template.content.children) {
    const standing = document.getElementById(id);
    // A region that is read out must stay: a new one would be silent. Nor does a field that is in
    // use go away under its user's hands.
    if (!standing.contains(document.activeElement)) standing.replaceChildren(...childNodes);
  }
  document.getElementById("wall").contentWindow.location.replace(`${form.action}/preview?${query}`);
}

form.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(follow, WAIT);
});
