// A wall's live connection. While the server is away the wall says so and goes on with its last
// state. It keeps that state for a load without the server, and follows the server to a new
// release.

import { cachePage } from "./page_cache.js";
import { reloadOnLanguageChange } from "../../shared/language_change.js";
import { followTopic } from "../../shared/live_topic.js";
import { showNotice } from "./recovery_notice.js";
import { followRelease } from "../../shared/release_change.js";

const PROBE_TIMEOUT = 2_000;
const CONNECT_TIMEOUT = 5_000;

/** Connects a wall: `clock` comes from startClock(), `reload()` loads the page again. */
export function connectWall({ topic, clock, show, onHeartbeat = () => {}, reload }) {
  const isCached = "kept" in document.documentElement.dataset;
  followTopic({
    topic,
    show(html) {
      show(html);
      cachePage(html);
      reloadOnLanguageChange(html, reload);
    },
    onConnection: (since) => showConnection(clock, Boolean(since)),
    onHeartbeat(message, send) {
      clock.set(message.now);
      showNotice(message.notice);
      onHeartbeat(message, send);
      followRelease(message.release, reload);
    },
    retryDelay: (tries) => Math.min(250 * 2 ** tries, 1000) * (0.5 + Math.random() / 2),
    isReachable,
    reportsRevision: true,
    silenceTimeout: 7_000,
    connectTimeout: CONNECT_TIMEOUT,
    gracePeriod: 2_000,
    offlineSince: isCached ? new Date() : null,
  });
}

let requestsHang = false;
let lastAttempt = 0;

// A socket that fails to open counts against the next one in Chromium, which then waits for
// seconds. So a request finds out first whether the server is there. But a request that hangs keeps
// its connection for the next request, and the kernel retries that one less and less often: while
// requests hang, new sockets are opened instead.
async function isReachable() {
  if (!requestsHang || performance.now() - lastAttempt < CONNECT_TIMEOUT) {
    const options = { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(PROBE_TIMEOUT) };
    const error = await fetch("/healthz", options).then(() => null, ({ name }) => name);
    requestsHang = error === "TimeoutError";
    if (error && !requestsHang) return false;
  }
  lastAttempt = performance.now();
  return true;
}

function showConnection(clock, isOffline) {
  const state = document.querySelector(".state");
  if (state.hidden && !isOffline) return; // called with every heartbeat: nothing has changed
  document.body.toggleAttribute("data-offline", isOffline);
  state.hidden = !isOffline;
  // The text changes at midnight, and when the clock can no longer be trusted.
  clock.onPaint = isOffline ? () => updateText(state, clock.asOf()) : () => {};
  clock.setOffline(isOffline);
  clock.onPaint();
}

function updateText(state, { hour, day }) {
  const { since, asOf, unsure } = state.dataset;
  const text = hour ? since.replace("{time}", hour) : day ? asOf.replace("{time}", day) : unsure;
  if (state.textContent !== text) state.textContent = text;
}
