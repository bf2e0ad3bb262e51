// Screens: the list looks again every few seconds, and the sliders' preview follows them. What it
// shows comes from the server, which alone knows how large text is.

const LOOK_EVERY = 3_000;
const WAIT = 60;

async function html(address) {
  const answer = await fetch(address, { headers: { "X-Part": "1" } }).catch(() => null);
  if (!answer?.ok) return null;
  const template = document.createElement("template");
  template.innerHTML = await answer.text();
  return template.content;
}

async function look(list) {
  const now = document.hidden ? null : await html(list.dataset.look);
  const fresh = [...(now?.querySelectorAll("dl[id]") ?? [])];
  for (const facts of fresh) {
    const old = document.getElementById(facts.id);
    if (old && old.innerHTML !== facts.innerHTML) old.replaceChildren(...facts.childNodes);
  }
  // A new screen: the whole page, unless somebody is at work in it.
  const there = new Set([...list.querySelectorAll("dl[id]")].map(({ id }) => id));
  const idle = !list.contains(document.activeElement) && !document.querySelector("form :focus");
  if (idle && fresh.some(({ id }) => !there.has(id))) location.reload();
  else setTimeout(() => look(list), LOOK_EVERY);
}

function slide(range) {
  const number = document.getElementById(range.dataset.slides);
  range.hidden = false;
  const follow = (from, to) => () => {
    if (from.value !== "") to.value = from.value;
    drawSoon();
  };
  range.addEventListener("input", follow(range, number));
  number.addEventListener("input", follow(number, range));
}

let timer;
function drawSoon() {
  clearTimeout(timer);
  timer = setTimeout(draw, WAIT);
}

let newest = 0;
async function draw() {
  const mine = ++newest;
  const sizes = [...document.querySelectorAll("[data-slides]")].map(({ dataset }) => dataset.slides);
  const query = new URLSearchParams(sizes.map((id) => [id, document.getElementById(id).value]));
  const drawn = await html(`${document.getElementById("set").action}/preview?${query}`);
  if (drawn?.firstElementChild && mine === newest)
    document.getElementById("preview").replaceWith(drawn.firstElementChild);
}

const list = document.querySelector("[data-look]");
if (list) setTimeout(() => look(list), LOOK_EVERY);
document.querySelectorAll("[data-slides]").forEach(slide);
