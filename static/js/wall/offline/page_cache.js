// Caches this wall's page with its last state, for a load without the server: the service worker
// answers with it. Browsers have no service workers on addresses they do not trust; nothing is
// cached there.

const root = document.documentElement;
const address = location.pathname + location.search;
const { release } = root.dataset;
// A burst of changes is written once, which spares the SD card.
const WRITE_DELAY = 1_000;
const RETRY_DELAY = 10_000;
// The state is between these tags. Set-up codes expire after 15 minutes and are not cached.
const STATE = /(<main id="live"[^>]*>)[^]*(<\/main>)/;
const PICTURES = /<img src="(\/pictures\/[^"]+)"/g;
const SETUP_PAGE = /<article [^>]*id="set-up"[^]*?<\/article>/g;

let shell, state, timer;

/** Caches `html` as the last state, after a short delay. */
export function cachePage(html) {
  if (!navigator.serviceWorker || !globalThis.caches) return;
  state = html;
  scheduleWrite(WRITE_DELAY);
}

function scheduleWrite(delay) {
  timer ??= setTimeout(() => write().catch(() => false).then((kept) => kept || scheduleWrite(RETRY_DELAY)), delay);
}

async function write() {
  timer = undefined;
  shell ??= await fetchShell();
  const html = state.replace(SETUP_PAGE, "");
  if (!html.includes("<article ")) return true;
  const page = shell.text
    .replace(STATE, (_, open, close) => `${open}\n${html}\n${close}`)
    .replace("<html ", "<html data-kept ")
    .replace(/ data-revision="\d*"/, ` data-revision="${Number(root.dataset.revision)}"`);
  const cache = await caches.open(`wall-${release}`);
  await cache.put(address, new Response(page, { headers: shell.headers }));
  await cachePictures(cache, html);
  return true;
}

// Those of the state, and no others: a picture that was removed leaves this machine, too.
async function cachePictures(cache, html) {
  const wanted = [...html.matchAll(PICTURES)].map(([, path]) => new URL(path, location.href).href);
  const kept = (await cache.keys()).map(({ url }) => url).filter((url) => url.includes("/pictures/"));
  await Promise.all(kept.filter((url) => !wanted.includes(url)).map((url) => cache.delete(url)));
  await cache.addAll(wanted.filter((url) => !kept.includes(url)));
}

// The page as the server sends it; scripts have changed the one in this window.
async function fetchShell() {
  const scope = location.pathname === "/" ? "/" : "/screens/";
  const worker = { scope, updateViaCache: "none" };
  await navigator.serviceWorker.register("/wall-worker.js", worker);
  await navigator.serviceWorker.ready;
  const answer = await fetch(address);
  const text = await answer.text();
  if (!answer.ok || !text.includes(`data-release="${release}"`)) throw new Error("not this page");
  const names = ["Content-Type", "Content-Security-Policy"];
  return { text, headers: names.map((name) => [name, answer.headers.get(name)]) };
}
