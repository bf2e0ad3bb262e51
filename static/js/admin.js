// The admin pages work without this. With it, a check-in is saved in place: the same form goes to
// the same address, and what comes back are the parts that change, found by their ids.
import { enterCards, nextCard } from "./admin-cards.js";
import { follow } from "./admin-follow.js";
import { kindFields } from "./admin-kinds.js";
import { sendOnce } from "./admin-once.js";
import { tickReasons } from "./admin-serves.js";

/** Puts each part of the answer in the place of the one with its id. Returns the first. */
function put(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return [...template.content.children].map(place)[0];
}

function place(part) {
  const old = document.getElementById(part.id);
  if (!old?.hasAttribute("aria-live")) {
    old?.replaceWith(part);
    return part;
  }
  // A region that is read out must stay: a new one would be silent.
  for (const name of Object.keys(old.dataset)) delete old.dataset[name];
  Object.assign(old.dataset, { ...part.dataset });
  old.replaceChildren(...part.childNodes);
  return old;
}

async function send(form, button) {
  const body = new URLSearchParams(new FormData(form));
  if (button?.name) body.append(button.name, button.value);
  const request = { method: "POST", body, headers: { "X-Part": "1" } };
  const answer = await fetch(form.action, request).catch(() => null);
  notice("offline", !answer || answer.status >= 500);
  notice("logged-out", answer?.status === 401);
  return answer;
}

function notice(id, shown) {
  const element = document.getElementById(id);
  if (element) element.hidden = !shown;
  if (element && shown) element.scrollIntoView({ block: "center" });
}

async function save(form, button) {
  if (form.dataset.busy) return;
  form.dataset.busy = "1";
  const next = nextCard(form.closest("li"));
  const answer = await send(form, button);
  delete form.dataset.busy;
  if (answer?.status === 422) {
    const card = put(await answer.text());
    enterCards(card);
    (card.querySelector("input[aria-invalid], [aria-invalid] input") ?? card.querySelector("[data-first]"))?.focus();
  } else if (answer?.ok) {
    const part = put(await answer.text());
    enterCards(part);
    if (form.matches("[data-undo]")) part.querySelector("[data-first], button")?.focus();
    else (next ?? part.querySelector("button"))?.focus();
    follow(put);
  } else if (answer && answer.status !== 401 && answer.status < 500) {
    form.submit(); // an answer for a whole page: let the browser show it
  }
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-card], [data-undo]")) return;
  event.preventDefault();
  save(event.target, event.submitter);
});

document.addEventListener("keydown", (event) => {
  if (event.code !== "KeyN" || !event.altKey || event.ctrlKey || event.metaKey) return;
  const button = event.target.closest?.("[data-card]")?.querySelector("[data-nothing]");
  if (!button) return;
  event.preventDefault();
  button.form.requestSubmit(button);
});

enterCards(document);
follow(put);
sendOnce(document);
kindFields(document);
tickReasons(document);
