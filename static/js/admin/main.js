// The admin pages work without this script. With it, a check-in is saved in place: the same form
// goes to the same address, and the answer holds the fragments that change, identified by their
// ids.
import { prepareCards, isUntouched, nextCard, showUntouchedHint, watchTyping } from "./check_in_form.js";
import { searchObjectives } from "./alignment_search.js";
import { selectCarriedObjectives } from "./carry_over.js";
import { countCharacters } from "./counter.js";
import { copyLinks } from "./copy_link.js";
import { followSaveStatus } from "./save_status.js";
import { editInPlace } from "./import_edits.js";
import { focusRestoredForm } from "./kept_form.js";
import { preventDoubleSubmit, selectExplainedObjectives, showFieldsOfKind } from "./forms.js";
import { readStructuredPastes } from "./okr_import.js";
import { forgetSaved, keepTypedEntries } from "./typed_entries.js";
import { answerByKey } from "./value_question.js";

/** Replaces the elements of the page with those of the same id in `html`. Returns the first. */
function replaceFragments(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  forgetSaved(template.content);
  return [...template.content.children].map(replaceFragment)[0];
}

function replaceFragment(fragment) {
  const old = document.getElementById(fragment.id);
  if (!old?.hasAttribute("aria-live")) {
    old?.replaceWith(fragment);
    return fragment;
  }
  // Screen readers do not announce a replaced live region, so only its content is replaced.
  for (const name of Object.keys(old.dataset)) delete old.dataset[name];
  Object.assign(old.dataset, { ...fragment.dataset });
  old.replaceChildren(...fragment.childNodes);
  return old;
}

async function send(form, button) {
  const body = new URLSearchParams(new FormData(form));
  if (button?.name) body.append(button.name, button.value);
  const request = { method: "POST", body, headers: { "X-Part": "1" } };
  const answer = await fetch(form.action, request).catch(() => null);
  showNotice("offline", !answer || answer.status >= 500);
  showNotice("logged-out", answer?.status === 401);
  return answer;
}

function showNotice(id, shown) {
  const element = document.getElementById(id);
  if (element) element.hidden = !shown;
  if (element && shown) element.scrollIntoView({ block: "center" });
}

async function save(form, button) {
  if (form.dataset.busy) return;
  form.dataset.busy = "1";
  const [item, from, at] = [form.closest("li"), document.activeElement, performance.now()];
  const next = form.matches("[data-card]") ? nextCard(item) : null;
  const sending = send(form, button);
  // At once, so that what is typed during the save goes into the next form.
  next?.focus();
  const answer = await sending;
  if (answer?.ok) focusNext(replaceFragments(await answer.text()), item, next);
  else if (answer?.status === 422) {
    const card = replaceFragments(await answer.text());
    refusedAt.set(card.querySelector("[data-card]"), performance.now());
    focusUnsaved(firstInvalidField(card), at);
  } else if (answer && answer.status !== 401 && answer.status < 500) form.submit(); // a whole page
  else {
    delete form.dataset.busy;
    focusUnsaved(from, at);
  }
}

let typedAt = 0;

// When the server has refused a form, which says why since.
const refusedAt = new WeakMap();
const READING_TIME = 1000;
const isBeingRead = (form) => performance.now() - (refusedAt.get(form) ?? -Infinity) < READING_TIME;

/** Returns to the form that was not saved, unless something has been typed in the meantime. */
function focusUnsaved(field, since) {
  if (typedAt < since) field?.focus();
}

/** Moves the focus to where a second Enter does no harm: the next form, a field or a message. */
function focusNext(part, before, next) {
  prepareCards(part);
  linesBefore.set(part, before);
  if (!next) focusTarget(part).focus();
  followSaveStatus(replaceFragments);
}

const focusTarget = (part) =>
  part.querySelector("[data-first]") ?? part.querySelector("[data-land]") ?? part;

/** The question about a form's value, or its first invalid field. */
function firstInvalidField(card) {
  prepareCards(card);
  const question = card.querySelector("[data-question] [data-land]");
  return question ?? card.querySelector("input[aria-invalid], [aria-invalid] input") ?? focusTarget(card);
}

// The lines that were replaced by a question.
const linesBefore = new WeakMap();

document.addEventListener("input", (event) => {
  typedAt = event.timeStamp;
});

document.addEventListener("submit", (event) => {
  const { target: form, submitter } = event;
  if (form.matches("[data-fresh]") && isUntouched(form) && submitter?.name !== "nothing_changed") {
    event.preventDefault();
    return showUntouchedHint(form);
  }
  if (!form.matches("[data-card], [data-undo]")) return;
  event.preventDefault();
  save(form, submitter);
});

// The second click of a double click was meant for the element that was there before.
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-card] button, [data-undo] button");
  if (button && event.detail > 1) event.preventDefault();
  else if (button?.matches("[data-keep]")) {
    const line = button.closest("li");
    const before = linesBefore.get(line);
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
  // A repeated or bouncing key must not confirm something unread.
  if (event.repeat || document.querySelector("[data-busy]") || isBeingRead(button.form)) return;
  button.form.requestSubmit(button);
});

keepTypedEntries(document);
focusRestoredForm(document);
prepareCards(document);
watchTyping(document);
followSaveStatus(replaceFragments);
preventDoubleSubmit(document);
copyLinks(document);
countCharacters(document);
showFieldsOfKind(document);
selectExplainedObjectives(document);
answerByKey(document);
selectCarriedObjectives(document);
readStructuredPastes(document);
editInPlace(document);
searchObjectives(document);
