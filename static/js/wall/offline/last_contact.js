// The time of the last contact with the server, by the server's clock and by this machine's. Stored
// for a load without the server, which continues from there.

const STORAGE_KEY = `heard ${location.pathname}${location.search}`;
const WRITE_INTERVAL = 60_000;

let last = null;
let wroteAt = -Infinity;

/** Records the server's time in milliseconds (NaN if the server does not know it). Written to
 *  storage once a minute. */
export function recordContact(server) {
  if (isNaN(server)) return;
  last = { server, machine: Date.now() };
  if (performance.now() - wroteAt > WRITE_INTERVAL) write();
}

/** The stored contact: {server, machine} in milliseconds, NaN if there is none. */
export function storedContact() {
  return { server: NaN, machine: NaN, ...JSON.parse(localStorage.getItem(STORAGE_KEY) ?? "{}") };
}

function write() {
  wroteAt = performance.now();
  if (last) localStorage.setItem(STORAGE_KEY, JSON.stringify(last));
}

addEventListener("pagehide", write);
