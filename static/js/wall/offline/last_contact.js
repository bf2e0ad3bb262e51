// When this wall last heard from its server, by the server's clock and by this machine's: kept for
// a load without the server, which goes on from there.

const NAME = `heard ${location.pathname}${location.search}`;
const EVERY = 60_000;

let last = null;
let wroteAt = -Infinity;

/** Notes that the server said it is `server`, in milliseconds (NaN: it does not know itself);
 *  written down once a minute. */
export function hear(server) {
  if (isNaN(server)) return;
  last = { server, machine: Date.now() };
  if (performance.now() - wroteAt > EVERY) write();
}

/** What was written down: {server, machine} in milliseconds; not a number where nothing was. */
export function heardBefore() {
  return { server: NaN, machine: NaN, ...JSON.parse(localStorage.getItem(NAME) ?? "{}") };
}

function write() {
  wroteAt = performance.now();
  if (last) localStorage.setItem(NAME, JSON.stringify(last));
}

addEventListener("pagehide", write);
