// Keeps this wall's page with the state it showed last, for a load without the server: the worker
// (wall-worker.js) answers with it. Where a browser has no workers, at an address that it does not
// trust, nothing is kept.

const root = document.documentElement;
const place = location.pathname + location.search;
const { release } = root.dataset;
// A burst of changes is written once, and an SD card is spared.
const SOON = 1_000;
const RETRY = 10_000;
// What is between these is the state; a set-up code must not outlive its quarter of an hour.
const STATE = /(<main id="live"[^>]*>)[^]*(<\/main>)/;
const SET_UP = /<article [^>]*id="set-up"[^]*?<\/article>/g;

let shell, state, timer;

/** Keeps `html` as the last state, soon. */
export function keep(html) {
  if (!navigator.serviceWorker || !globalThis.caches) return;
  state = html;
  soon(SOON);
}

function soon(delay) {
  timer ??= setTimeout(() => write().catch(() => false).then((kept) => kept || soon(RETRY)), delay);
}

async function write() {
  timer = undefined;
  shell ??= await fetchShell();
  const html = state.replace(SET_UP, "");
  if (!html.includes("<article ")) return true;
  const page = shell.text
    .replace(STATE, (_, open, close) => `${open}\n${html}\n${close}`)
    .replace("<html ", "<html data-kept ")
    .replace(/ data-revision="\d*"/, ` data-revision="${Number(root.dataset.revision)}"`);
  const cache = await caches.open(`wall-${release}`);
  await cache.put(place, new Response(page, { headers: shell.headers }));
  return true;
}

// The page as the server makes it: the one that stands here has been changed by scripts.
async function fetchShell() {
  const scope = location.pathname === "/" ? "/" : "/screens/";
  const worker = { scope, updateViaCache: "none" };
  await navigator.serviceWorker.register("/wall-worker.js", worker);
  await navigator.serviceWorker.ready;
  const answer = await fetch(place);
  const text = await answer.text();
  if (!answer.ok || !text.includes(`data-release="${release}"`)) throw new Error("not this page");
  const names = ["Content-Type", "Content-Security-Policy"];
  return { text, headers: names.map((name) => [name, answer.headers.get(name)]) };
}
