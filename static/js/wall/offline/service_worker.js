// Answers for a wall while the server does not: with the page and its last state (page_cache.js puts them
// into the cache), and with the modules and the stylesheet of the same release. While the server
// answers, everything is the server's. The server writes RELEASE, SHELL and WAITING before this.

const CACHE = `wall-${RELEASE}`;
const PATIENCE = 3_000;
// A wall at "/" has all addresses in its worker's scope; these go past it at once.
const OTHERS = ["/admin/*", "/o/*", "/O/*", "/t/*", "/T/*", "/all", "/ALL", "/api/*", "/hello/*"];
// Pages that came from the cache: their modules come from there too.
const kept = new Set();

const isWall = ({ origin, pathname }) =>
  origin === location.origin && (pathname === "/" || pathname.startsWith("/screens/"));

addEventListener("install", (event) => {
  const past = OTHERS.map((pathname) => ({
    condition: { urlPattern: { pathname } },
    source: "network",
  }));
  event.waitUntil(event.addRoutes?.(past).catch(() => {}));
  event.waitUntil(fill().then(() => skipWaiting()));
});

async function fill() {
  const cache = await caches.open(CACHE);
  await cache.addAll(SHELL.map((address) => new Request(address, { cache: "no-cache" })));
}

addEventListener("activate", (event) => event.waitUntil(tidy()));

async function tidy() {
  const names = await caches.keys();
  const former = names.filter((name) => name.startsWith("wall-") && name !== CACHE);
  await Promise.all(former.map((name) => caches.delete(name)));
}

addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.mode === "navigate") {
    if (isWall(url)) event.respondWith(page(event));
  } else if (url.origin === location.origin && SHELL.includes(url.pathname + url.search)) {
    event.respondWith(part(event));
  }
});

async function page(event) {
  const answer = await fromServer(event.request);
  if (answer && answer.status < 500) return answer;
  const cache = await caches.open(CACHE);
  const found =
    (await cache.match(event.request)) ?? (await cache.match(event.request, { ignoreSearch: true }));
  if (found) kept.add(event.resultingClientId);
  return found ?? answer ?? new Response(WAITING.html, { headers: WAITING.headers });
}

async function part(event) {
  const inCache = () => caches.match(event.request.url, { cacheName: CACHE });
  if (kept.has(event.clientId)) return (await inCache()) ?? fetch(event.request);
  const client = await clients.get(event.clientId);
  if (!client || !isWall(new URL(client.url))) return fetch(event.request);
  return (await fromServer(event.request)) ?? (await inCache()) ?? Response.error();
}

// What the server says, or null if it says nothing for too long.
function fromServer(request) {
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, null));
  return Promise.race([fetch(request).catch(() => null), late]);
}
