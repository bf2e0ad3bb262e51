// The admin pages work without this. With it, a check-in is saved in place: the same form goes to
// the same address, and what comes back are the parts that change, found by their ids.
import { enterCards, isUntouched, nextCard, sayUntouched, watchTyping } from "./check_in_form.js";
import { tickObjectives } from "./carry_over.js";
import { copyLinks } from "./copy_link.js";
import { follow } from "./save_status.js";
import { offerKept } from "./kept_form.js";
import { kindFields } from "./kind_fields.js";
import { answerByKey } from "./value_question.js";
import { sendOnce } from "./submit_once.js";
import { tickReasons } from "./alignment_fields.js";

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
  const [place, from, at] = [form.closest("li"), document.activeElement, performance.now()];
  const next = form.matches("[data-card]") ? nextCard(place) : null;
  const sending = send(form, button);
  // At once: what is typed while the server saves belongs to the next card.
  next?.focus();
  const answer = await sending;
  if (answer?.ok) land(put(await answer.text()), place, next);
  else if (answer?.status === 422) comeBack(refused(put(await answer.text())), at);
  else if (answer && answer.status !== 401 && answer.status < 500) form.submit(); // a whole page
  else {
    delete form.dataset.busy;
    comeBack(from, at);
  }
}

let typedAt = 0;

/** Back to what was not saved, unless somebody has typed elsewhere since. */
function comeBack(field, since) {
  if (typedAt < since) field?.focus();
}

/** Puts the focus where another Enter does no harm: the next card, a form's field, a sentence. */
function land(part, before, next) {
  enterCards(part);
  kept.set(part, before);
  if (!next) landing(part).focus();
  follow(put);
}

const landing = (part) =>
  part.querySelector("[data-first]") ?? part.querySelector("[data-land]") ?? part;

/** The question about a card's value, or the field that will not do. */
function refused(card) {
  enterCards(card);
  const question = card.querySelector("[data-question] [data-land]");
  return question ?? card.querySelector("input[aria-invalid], [aria-invalid] input") ?? landing(card);
}

// What stood in a line's place before it asked a question.
const kept = new WeakMap();

document.addEventListener("input", (event) => {
  typedAt = event.timeStamp;
});

document.addEventListener("submit", (event) => {
  const { target: form, submitter } = event;
  if (form.matches("[data-fresh]") && isUntouched(form) && submitter?.name !== "nothing_changed") {
    event.preventDefault();
    return sayUntouched(form);
  }
  if (!form.matches("[data-card], [data-undo]")) return;
  event.preventDefault();
  save(form, submitter);
});

// The second click of two is meant for what stood there before.
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-card] button, [data-undo] button");
  if (button && event.detail > 1) event.preventDefault();
  else if (button?.matches("[data-keep]")) {
    const line = button.closest("li");
    const before = kept.get(line);
    delete before.querySelector("[data-undo]").dataset.busy;
    line.replaceWith(before);
    before.focus();
  }
});

document.addEventListener("keydown", (event) => {
  if (event.code !== "KeyN" || !event.altKey || event.ctrlKey || event.metaKey) return;
  const button = event.target.closest?.("[data-card]")?.querySelector("[data-nothing]");
  if (!button) return;
  event.preventDefault();
  // A key that is held, or bounces while the last save is under way, confirms nothing unread.
  if (event.repeat || document.querySelector("[data-busy]")) return;
  button.form.requestSubmit(button);
});

offerKept(document);
enterCards(document);
watchTyping(document);
follow(put);
sendOnce(document);
copyLinks(document);
kindFields(document);
tickReasons(document);
answerByKey(document);
tickObjectives(document);
