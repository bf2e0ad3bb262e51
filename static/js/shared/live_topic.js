// The live state of one topic. A message is the whole state, so connecting and reconnecting are
// the same thing; a page cannot see pings, so silence is taken for loss.

const GONE = 4404;
const REFUSED = 1006;

/** Watches `topic` and keeps <html data-revision> at what stands on the screen. show(html) puts a
 *  new state into the page. lost(since) is told once it is no longer live (a Date), lost(null) once
 *  it is again; since: when it was heard last, if the page begins without the server. beat({now,
 *  release}, say) is told every heartbeat. wait(tries) gives the milliseconds before connecting
 *  again, if reach() finds that somebody is there. tell: send what was painted. silence, answer
 *  and grace: ms until the server is taken for lost, when connecting too, and until it is said. */
export function live({ topic, show, lost, beat = () => {}, wait, tell = false, since = null,
  reach = () => true, silence = 10_000, answer = silence, grace = 5_000 }) {
  let socket, retry, quiet, doubt;
  let [tries, heard] = [0, since ?? new Date()];

  function connect() {
    clearTimeout(retry);
    drop();
    const query = `topic=${encodeURIComponent(topic)}`;
    socket = new WebSocket(`${location.origin.replace("http", "ws")}/live?${query}`);
    socket.onmessage = (event) => hear(JSON.parse(event.data));
    socket.onopen = () => listen(silence);
    socket.onclose = (event) => again(event.code);
    listen(answer);
  }

  function drop() {
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
    socket = null;
  }

  function again(code) {
    drop();
    [quiet, retry].forEach(clearTimeout);
    doubt ??= setTimeout(() => lost(heard), grace);
    if (code === GONE) return gone();
    if (code === REFUSED) askWhy();
    later();
  }

  function later() {
    retry = setTimeout(async () => {
      const reached = await reach();
      if (!socket) reached ? connect() : later();
    }, wait(tries++));
  }

  // The page loaded anew says what became of it; once, or it would load itself for ever.
  function gone() {
    if (sessionStorage.gone === location.pathname) return lost(heard);
    sessionStorage.gone = location.pathname;
    location.reload();
  }

  // A page is told nothing of a refused handshake, nor why a connection broke.
  async function askWhy() {
    const answer = await fetch(location.href, { method: "HEAD" }).catch(() => null);
    if (answer?.status === 404) gone();
  }

  function listen(patience) {
    clearTimeout(quiet);
    quiet = setTimeout(again, patience);
  }

  function hear(message) {
    listen(silence);
    [tries, heard] = [0, new Date()];
    doubt = clearTimeout(doubt);
    if (message.html !== undefined) show(message.html);
    delete sessionStorage.gone;
    lost(null);
    if (message.now) beat(message, (said) => socket?.send(JSON.stringify(said)));
    stand(message.revision);
  }

  // Not "greater": a restored backup goes back. 0 is "not known yet".
  function stand(revision) {
    const { dataset } = document.documentElement;
    if (!revision || String(revision) === dataset.revision) return;
    const from = socket;
    // The second frame begins when the first has been painted.
    const painted = () => {
      dataset.revision = revision;
      if (tell && from === socket) from?.send(JSON.stringify({ painted: revision }));
    };
    requestAnimationFrame(() => requestAnimationFrame(painted));
  }

  // iOS ends sockets without telling; a page that comes back asks for the whole state again.
  const wake = () => document.visibilityState === "visible" && connect();
  for (const event of ["visibilitychange", "online"]) addEventListener(event, wake);
  addEventListener("pageshow", (event) => event.persisted && wake());
  if (since) lost(since);
  connect();
}
