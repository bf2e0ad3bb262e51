// What is typed but not saved is kept in the tab: it comes back after a reload, a closed lid or a
// log-in that has expired. It is forgotten once it is saved, and when somebody logs out. It belongs
// to the forms with data-keep, by the address they are sent to. Passwords are never kept.
import { fillIn, isTyped, valuesOf } from "./typed_fields.js";

const PREFIX = "typed:";
// In the storage that all tabs share: when somebody logged out.
const LOGGED_OUT = "logged-out-at";
const DELAY = 250;
const LONGEST = 2_000_000;
const WEEK = 7 * 24 * 3600 * 1000;
// The Enter that saved the form before may bounce, and must not save what came back unread.
const READING_TIME = 1000;

const user = () => document.body.dataset.user ?? "";
const keyOf = (form) => PREFIX + form.getAttribute("action") + (form.dataset.keep && `#${form.dataset.keep}`);

// Without room, or where it is not allowed, the page itself is all there is.
function attempt(work, otherwise) {
  try {
    return work();
  } catch {
    return otherwise;
  }
}

// The forms that were filled in again and are not saved yet.
const restored = new Set();

const keys = () => attempt(() => Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX)), []);
const entryOf = (key) => attempt(() => JSON.parse(sessionStorage.getItem(key)), null);

function forgetKey(key) {
  attempt(() => sessionStorage.removeItem(key));
  if (restored.delete(key) && !restored.size) document.getElementById("typed-back").hidden = true;
}

/** Forgets what was typed into the form that is sent to an address. */
export function forgetTyped(action) {
  for (const key of keys()) if (key === PREFIX + action || key.startsWith(`${PREFIX}${action}#`)) forgetKey(key);
}

/** Forgets what the server says in this part of the page that it has saved. */
export function forgetSaved(part) {
  const saved = [...part.querySelectorAll("[data-saved]")];
  if (part.dataset?.saved) saved.push(part);
  for (const each of saved) forgetTyped(each.dataset.saved);
}

function keep(form, isSent = false) {
  if (!isTyped(form)) return forgetKey(keyOf(form));
  const text = JSON.stringify({ user: user(), at: Date.now(), isSent, values: valuesOf(form) });
  if (text.length > LONGEST) return forgetKey(keyOf(form));
  attempt(() => sessionStorage.setItem(keyOf(form), text));
}

function forgetAll() {
  keys().forEach(forgetKey);
}

/** Forgets what is not this user's to see, or too old. */
function forgetOthers() {
  const since = Math.max(Number(attempt(() => localStorage.getItem(LOGGED_OUT), 0)), Date.now() - WEEK);
  for (const key of keys()) {
    const entry = entryOf(key);
    const isOthers = user() && entry?.user && entry.user !== user();
    if (!entry || entry.at <= since || isOthers) forgetKey(key);
  }
}

/** Fills a form in with what was typed. Returns a function that takes it out again, or null. */
function bringBack(form) {
  if (form.matches("[data-unsaved]")) return keep(form), null;
  const entry = entryOf(keyOf(form));
  if (!entry || isTyped(form)) return null;
  const empty = fillIn(form, entry.values);
  if (!empty) return forgetKey(keyOf(form)), null;
  keep(form);
  restored.add(keyOf(form));
  form.dataset.restored = "";
  return () => {
    delete form.dataset.restored;
    empty();
    forgetKey(keyOf(form));
  };
}

/** Whether the server has refused what led here. */
const isError = () => performance.getEntriesByType("navigation")[0]?.responseStatus >= 400;

/** What was sent and is on no form of the next page has been saved. */
function forgetSent(forms) {
  if (!user() || isError() || document.querySelector("[data-kept]")) return;
  const shown = new Set(forms.map(keyOf));
  for (const key of keys()) if (!shown.has(key) && entryOf(key)?.isSent) forgetKey(key);
}

function offerToDiscard(emptied) {
  const notice = document.getElementById("typed-back");
  notice.hidden = false;
  notice.querySelector("button").addEventListener("click", () => {
    emptied.forEach((empty) => empty());
    document.getElementById("content").focus();
  });
}

/** Links to key results that have no form on this page any more, because somebody has checked in. */
function linkOthers(root) {
  const notice = document.getElementById("typed-others");
  for (const line of root.querySelectorAll(".admin-line[id]")) {
    const link = line.querySelector("a.admin-again");
    const action = `/admin/key-results/${line.id.replace("kr-", "")}/check-ins`;
    if (!link || !entryOf(PREFIX + action)) continue;
    const other = Object.assign(document.createElement("a"), { href: link.href });
    other.textContent = line.querySelector(".admin-line-title").textContent;
    notice.append(" ", other);
    notice.hidden = false;
  }
}

function watch(root) {
  let waiting = null;
  const flush = () => {
    if (!waiting) return;
    clearTimeout(waiting.timer);
    if (waiting.form.isConnected) keep(waiting.form);
    waiting = null;
  };
  const onChange = (event) => {
    const form = event.target.form;
    if (!form?.matches("[data-keep]")) return;
    delete form.dataset.restored;
    if (waiting?.form !== form) flush();
    else clearTimeout(waiting.timer);
    waiting = { form, timer: setTimeout(flush, DELAY) };
  };
  root.addEventListener("input", onChange);
  root.addEventListener("change", onChange);
  root.addEventListener("visibilitychange", flush);
  addEventListener("pagehide", flush);
  root.addEventListener("submit", (event) => onSubmit(event, flush));
  root.addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-discards]");
    if (link) forgetTyped(link.dataset.discards);
  });
}

function onSubmit(event, flush) {
  flush();
  const form = event.target;
  if (event.defaultPrevented) return;
  if (form.matches("[data-keep]")) keep(form, true);
  if (!form.getAttribute("action")?.startsWith("/admin/logout")) return;
  forgetAll();
  attempt(() => localStorage.setItem(LOGGED_OUT, Date.now()));
}

/** A form that came back is sent by an Enter only after there was the time to read it. */
function ignoreBounces(root) {
  let enteredAt = 0;
  root.addEventListener("focusin", (event) => {
    if (event.target.form !== event.relatedTarget?.form) enteredAt = performance.now();
  });
  const refuse = (event) => {
    if (event.key !== "Enter" || event.target.tagName === "TEXTAREA") return;
    if (event.target.form?.matches("[data-restored]") && performance.now() - enteredAt < READING_TIME) event.preventDefault();
  };
  root.addEventListener("keydown", refuse, { capture: true });
}

/** Brings back what was typed into the page's forms, and keeps what is typed now. */
export function keepTypedEntries(root) {
  forgetOthers();
  forgetSaved(root);
  const forms = [...root.querySelectorAll("form[data-keep]")];
  const emptied = forms.map(bringBack).filter(Boolean);
  if (emptied.length) offerToDiscard(emptied);
  forgetSent(forms);
  linkOthers(root);
  ignoreBounces(root);
  watch(root);
  addEventListener("storage", (event) => {
    if (event.key === LOGGED_OUT) forgetAll();
  });
}
