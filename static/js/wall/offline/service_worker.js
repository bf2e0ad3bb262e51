// Answers for a wall while the server is away, with the page and its last state (cached by
// page_cache.js) and with the modules and stylesheet of the same release. While the server answers,
// its answers are used. The server adds the constants RELEASE, SHELL and OFFLINE_PAGE before this
// script.

const CACHE = `wall-${RELEASE}`;
const TIMEOUT = 3_000;
// The service worker of a wall at "/" sees all addresses. These bypass it.
const OTHER_PAGES = ["/admin/*", "/o/*", "/O/*", "/t/*", "/T/*", "/all", "/ALL", "/api/*", "/hello/*"];
// Clients whose page came from the cache; their modules come from there too.
const cachedClients = new Set();

const isWall = ({ origin, pathname }) =>
  origin === location.origin && (pathname === "/" || pathname.startsWith("/screens/"));

addEventListener("install", (event) => {
  const past = OTHER_PAGES.map((pathname) => ({
    condition: { urlPattern: { pathname } },
    source: "network",
  }));
  event.waitUntil(event.addRoutes?.(past).catch(() => {}));
  event.waitUntil(fillCache().then(() => skipWaiting()));
});

async function fillCache() {
  const cache = await caches.open(CACHE);
  await cache.addAll(SHELL.map((address) => new Request(address, { cache: "no-cache" })));
}

addEventListener("activate", (event) => event.waitUntil(deleteOldCaches()));

async function deleteOldCaches() {
  const names = await caches.keys();
  const former = names.filter((name) => name.startsWith("wall-") && name !== CACHE);
  await Promise.all(former.map((name) => caches.delete(name)));
}

addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.mode === "navigate") {
    if (isWall(url)) event.respondWith(servePage(event));
  } else if (url.origin === location.origin && SHELL.includes(url.pathname + url.search)) {
    event.respondWith(serveAsset(event));
  } else if (url.origin === location.origin && url.pathname.startsWith("/pictures/")) {
    event.respondWith(servePicture(event.request));
  }
});

// The bytes at a picture's address never change.
async function servePicture(request) {
  return (await caches.match(request.url, { cacheName: CACHE })) ?? fetch(request);
}

async function servePage(event) {
  const answer = await fromServer(event.request);
  if (answer && (answer.status < 500 || answer.headers.has("Kiosk-Recovery"))) return answer;
  const cache = await caches.open(CACHE);
  const found =
    (await cache.match(event.request)) ?? (await cache.match(event.request, { ignoreSearch: true }));
  if (found) cachedClients.add(event.resultingClientId);
  return found ?? answer ?? new Response(OFFLINE_PAGE.html, { headers: OFFLINE_PAGE.headers });
}

async function serveAsset(event) {
  const inCache = () => caches.match(event.request.url, { cacheName: CACHE });
  if (cachedClients.has(event.clientId)) return (await inCache()) ?? fetch(event.request);
  const client = await clients.get(event.clientId);
  if (!client || !isWall(new URL(client.url))) return fetch(event.request);
  return (await fromServer(event.request)) ?? (await inCache()) ?? Response.error();
}

// The server's answer, or null if it takes too long.
function fromServer(request) {
  const late = new Promise((resolve) => setTimeout(resolve, TIMEOUT, null));
  return Promise.race([fetch(request).catch(() => null), late]);
}
