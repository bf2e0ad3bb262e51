// The remote of a presentation follows it live: another admin, or a key at the wall, may step too.
// Without this script its buttons are plain forms, and the page comes anew with each.

import { speak } from "../shared/language_change.js";
import { live } from "../shared/live_topic.js";
import { morph } from "../shared/morph.js";
import { stepOf } from "../wall/presentation.js";

const page = document.getElementById("live");
const notice = document.getElementById("lost");
let away = false;

async function send(form, button) {
  const body = new URLSearchParams(new FormData(form));
  if (button?.name) body.append(button.name, button.value);
  const request = { method: "POST", body, redirect: "manual", headers: { "X-Part": "1" } };
  const answer = await fetch(form.action, request).catch(() => null);
  // A redirect is not followed: what has become of it comes by the socket.
  if (!answer || answer.type !== "opaqueredirect" || away) location.reload();
}

page.addEventListener("submit", (event) => {
  event.preventDefault();
  send(event.target, event.submitter);
});

// A presenter's keys step here too, but for what a field or button with the focus means by them.
const taken = ({ key, target }) =>
  target.closest("input, select, textarea") ||
  ([" ", "Enter"].includes(key) && target.closest("button, a, summary"));
let last = Promise.resolve();

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const by = taken(event) ? 0 : stepOf(event.key);
  if (!by) return;
  event.preventDefault();
  const body = new URLSearchParams({ by });
  const step = () => fetch("/present/step", { method: "POST", body }).catch(() => null);
  if (!event.repeat) last = last.then(step); // one after another, in their order
});

live({
  topic: page.dataset.topic,
  show(html) {
    morph(page, html);
    speak(html, () => location.reload());
  },
  lost(since) {
    away = Boolean(since);
    const time = since?.toLocaleTimeString(document.documentElement.lang, { timeStyle: "short" });
    const text = since ? notice.dataset.text.replace("{time}", time) : "";
    if (notice.textContent !== text) notice.textContent = text;
  },
  wait: (tries) => Math.min(500 * 2 ** tries, 5000),
});
