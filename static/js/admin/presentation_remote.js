// The remote control of a presentation. It is live, as a second admin or a key at the wall may
// change the step too. Without this script its buttons are plain forms that reload the page.

import { reloadOnLanguageChange } from "../shared/language_change.js";
import { followTopic } from "../shared/live_topic.js";
import { morph } from "../shared/morph.js";
import { stepOf } from "../shared/presenter_keys.js";

const page = document.getElementById("live");
const notice = document.getElementById("lost");
let isOffline = false;

async function send(form, button) {
  const body = new URLSearchParams(new FormData(form));
  if (button?.name) body.append(button.name, button.value);
  const request = { method: "POST", body, redirect: "manual", headers: { "X-Part": "1" } };
  const answer = await fetch(form.action, request).catch(() => null);
  // The redirect is not followed, because the new state arrives on the socket.
  if (!answer || answer.type !== "opaqueredirect" || isOffline) location.reload();
}

page.addEventListener("submit", (event) => {
  event.preventDefault();
  send(event.target, event.submitter);
});

// A presenter's keys work here too, unless the field or button with the focus uses them.
const isUsedByFocus = ({ key, target }) =>
  target.closest("input, select, textarea") ||
  ([" ", "Enter"].includes(key) && target.closest("button, a, summary"));
let lastStep = Promise.resolve();

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const by = isUsedByFocus(event) ? 0 : stepOf(event.key);
  if (!by) return;
  event.preventDefault();
  const body = new URLSearchParams({ by });
  const step = () => fetch("/present/step", { method: "POST", body }).catch(() => null);
  if (!event.repeat) lastStep = lastStep.then(step); // in order
});

followTopic({
  topic: page.dataset.topic,
  show(html) {
    morph(page, html);
    reloadOnLanguageChange(html, () => location.reload());
  },
  onConnection(since) {
    isOffline = Boolean(since);
    const time = since?.toLocaleTimeString(document.documentElement.lang, { timeStyle: "short" });
    const text = since ? notice.dataset.text.replace("{time}", time) : "";
    if (notice.textContent !== text) notice.textContent = text;
  },
  retryDelay: (tries) => Math.min(500 * 2 ** tries, 5000),
});
