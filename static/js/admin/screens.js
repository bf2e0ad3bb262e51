// The screens pages: the list is refreshed every few seconds, and the preview follows the sliders.
// The server draws the preview, because only it knows the size of text.
import { isTyped } from "./typed_fields.js";

const REFRESH_INTERVAL = 3_000;
const PREVIEW_DELAY = 60;

async function fetchFragment(address) {
  const answer = await fetch(address, { headers: { "X-Part": "1" } }).catch(() => null);
  if (!answer?.ok) return null;
  const template = document.createElement("template");
  template.innerHTML = await answer.text();
  return template.content;
}

async function refreshStatus(list) {
  const now = document.hidden ? null : await fetchFragment(list.dataset.look);
  const fresh = [...(now?.querySelectorAll("dl[id]") ?? [])];
  for (const facts of fresh) {
    const old = document.getElementById(facts.id);
    if (old && old.innerHTML !== facts.innerHTML) old.replaceChildren(...facts.childNodes);
  }
  // For a new screen the page is reloaded, unless somebody is using it.
  const there = new Set([...list.querySelectorAll("dl[id]")].map(({ id }) => id));
  const isFocused = list.contains(document.activeElement) || document.querySelector("form :focus");
  const idle = !isFocused && ![...document.forms].some(isTyped);
  if (idle && fresh.some(({ id }) => !there.has(id))) location.reload();
  else setTimeout(() => refreshStatus(list), REFRESH_INTERVAL);
}

function connectSlider(range) {
  const number = document.getElementById(range.dataset.slides);
  range.hidden = false;
  const copyValue = (from, to) => () => {
    if (from.value !== "") to.value = from.value;
    schedulePreview();
  };
  range.addEventListener("input", copyValue(range, number));
  number.addEventListener("input", copyValue(number, range));
}

let timer;
function schedulePreview() {
  clearTimeout(timer);
  timer = setTimeout(drawPreview, PREVIEW_DELAY);
}

let latestRequest = 0;
async function drawPreview() {
  const request = ++latestRequest;
  const sizes = [...document.querySelectorAll("[data-slides]")].map(({ dataset }) => dataset.slides);
  const query = new URLSearchParams(sizes.map((id) => [id, document.getElementById(id).value]));
  const drawn = await fetchFragment(`${document.getElementById("set").action}/preview?${query}`);
  if (drawn?.firstElementChild && request === latestRequest)
    document.getElementById("preview").replaceWith(drawn.firstElementChild);
}

const list = document.querySelector("[data-look]");
if (list) setTimeout(() => refreshStatus(list), REFRESH_INTERVAL);
document.querySelectorAll("[data-slides]").forEach(connectSlider);
