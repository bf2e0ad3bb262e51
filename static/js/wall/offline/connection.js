// What a wall does beside being live: it says so when the server is away and goes on with what it
// last knew, keeps that for a load without the server, and follows the server to a new release.

import { keep } from "./page_cache.js";
import { speak } from "../../shared/language_change.js";
import { live } from "../../shared/live_topic.js";
import { overlay } from "../screen/overlay.js";
import { follow } from "../../shared/release_change.js";

const LOOK = 2_000;
const ANSWER = 5_000;
const WHILE_IT_LASTS = 24 * 60 * 60_000; // the next heartbeat ends it

/** A wall's live(): `time` is its clock(), `renew()` loads the page anew. */
export function steady({ topic, time, show, beat = () => {}, renew }) {
  const isKept = "kept" in document.documentElement.dataset;
  live({
    topic,
    show(html) {
      show(html);
      keep(html);
      speak(html, renew);
    },
    lost: (since) => mark(time, Boolean(since)),
    beat(message, say) {
      time.set(message.now);
      notice(message.notice);
      beat(message, say);
      follow(message.release, renew);
    },
    wait: (tries) => Math.min(250 * 2 ** tries, 1000) * (0.5 + Math.random() / 2),
    reach,
    tell: true,
    silence: 7_000,
    answer: ANSWER,
    grace: 2_000,
    since: isKept ? new Date() : null,
  });
}

// The server is there and its database is not: below what was last known it says what to do.
function notice(text) {
  overlay("notice", text ? [text] : null, "", () => WHILE_IT_LASTS);
}

let hangs = false;
let triedAt = 0;

// A socket that does not come about counts against the next in Chromium, which then lets it wait
// for seconds: so whether somebody is there is asked in another way. But a request that hangs has
// its connection kept for the next one, and the kernel tries that one ever less often: while
// requests hang and sockets too, it is sockets that begin anew.
async function reach() {
  if (!hangs || performance.now() - triedAt < ANSWER) {
    const asked = { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(LOOK) };
    const error = await fetch("/healthz", asked).then(() => null, ({ name }) => name);
    hangs = error === "TimeoutError";
    if (error && !hangs) return false;
  }
  triedAt = performance.now();
  return true;
}

function mark(time, away) {
  const state = document.querySelector(".state");
  if (state.hidden && !away) return; // every heartbeat says so: nothing is touched
  document.body.toggleAttribute("data-offline", away);
  state.hidden = !away;
  // What it says becomes another at midnight, or once the clock is in doubt.
  time.painted = away ? () => say(state, time.asOf()) : () => {};
  time.away(away);
  time.painted();
}

function say(state, { hour, day }) {
  const { since, asOf, unsure } = state.dataset;
  const text = hour ? since.replace("{time}", hour) : day ? asOf.replace("{time}", day) : unsure;
  if (state.textContent !== text) state.textContent = text;
}
