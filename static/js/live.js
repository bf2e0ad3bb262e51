// The live state of one topic. A message is the whole state, so that connecting and reconnecting
// are the same thing; a page cannot see pings, so that silence is taken for loss.

const SILENCE = 10_000;
const GRACE = 5_000;
const GONE = 4404;
const REFUSED = 1006;

/** Watches `topic` and keeps <html data-revision> at what stands on the screen.
 *  show(html) puts a new state into the page. lost(since) is told once the state is no longer
 *  live (a Date), lost(null) once it is again. beat({now, release}) is told every heartbeat.
 *  wait(tries) gives the milliseconds before connecting again. tell: send what was painted. */
export function live({ topic, show, lost, beat = () => {}, wait, tell = false }) {
  const root = document.documentElement;
  let socket, retry, silence, grace;
  let tries = 0;
  let heard = new Date();

  function connect() {
    clearTimeout(retry);
    drop();
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    socket = new WebSocket(`${scheme}://${location.host}/live?topic=${encodeURIComponent(topic)}`);
    socket.onmessage = (event) => hear(JSON.parse(event.data));
    socket.onclose = (event) => again(event.code);
    listen();
  }

  function drop() {
    if (!socket) return;
    socket.onmessage = socket.onclose = null;
    socket.close();
    socket = null;
  }

  function again(code) {
    drop();
    clearTimeout(silence);
    grace ??= setTimeout(() => lost(heard), GRACE);
    clearTimeout(retry);
    if (code === GONE) return gone();
    if (code === REFUSED) askWhy();
    retry = setTimeout(connect, wait(tries++));
  }

  // The page loaded anew says what became of it: once, for one that stands as it did would load
  // itself for ever.
  function gone() {
    if (sessionStorage.gone === location.pathname) return lost(heard);
    sessionStorage.gone = location.pathname;
    location.reload();
  }

  // A page is told nothing of a refused handshake, nor why a connection broke.
  async function askWhy() {
    const { status } = await fetch(location.href, { method: "HEAD" }).catch(() => ({}));
    if (status === 404) gone();
  }

  function listen() {
    clearTimeout(silence);
    silence = setTimeout(again, SILENCE);
  }

  function hear(message) {
    listen();
    tries = 0;
    heard = new Date();
    clearTimeout(grace);
    grace = undefined;
    if (message.html !== undefined) {
      delete sessionStorage.gone;
      show(message.html);
    }
    lost(null);
    if (message.now) beat(message);
    stand(message.revision);
  }

  // Not "greater": a restored backup goes back. 0 is "not known yet".
  function stand(revision) {
    if (!revision || String(revision) === root.dataset.revision) return;
    const from = socket;
    // The second frame begins when the first has been painted.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        root.dataset.revision = revision;
        if (tell && from === socket) from?.send(JSON.stringify({ painted: revision }));
      }),
    );
  }

  // iOS ends sockets without telling; a page that comes back asks for the whole state again.
  const wake = () => document.visibilityState === "visible" && connect();
  document.addEventListener("visibilitychange", wake);
  addEventListener("pageshow", (event) => event.persisted && wake());
  addEventListener("online", wake);
  connect();
}
