// The live state of one topic. Each message is the whole state, so connecting and reconnecting are
// the same. A page cannot see pings, so silence counts as a lost connection.

const NO_SUCH_TOPIC = 4404;
const REFUSED = 1006;

/** Follows `topic`, and sets <html data-revision> to the revision on the screen.
 *  show(html): puts a new state into the page.
 *  onConnection(since): called with the last contact (a Date) once the connection is lost, and with
 *    null whenever it is live. `offlineSince`: the last contact of a page that starts offline.
 *  onHeartbeat({now, release}, send): called with every heartbeat.
 *  retryDelay(tries): milliseconds before the next attempt, made if isReachable() is true.
 *  reportsRevision: whether to send the revision that was painted.
 *  silenceTimeout, connectTimeout, gracePeriod: milliseconds until the connection counts as lost,
 *    until an attempt does, and until onConnection() is called for either. */
export function followTopic({
  topic, show, onConnection, onHeartbeat = () => {}, retryDelay, reportsRevision = false,
  offlineSince = null, isReachable = () => true, silenceTimeout = 10_000,
  connectTimeout = silenceTimeout, gracePeriod = 5_000,
}) {
  let socket, retry, silenceTimer, graceTimer;
  let [tries, lastContact] = [0, offlineSince ?? new Date()];

  function connect() {
    clearTimeout(retry);
    closeSocket();
    const query = `topic=${encodeURIComponent(topic)}`;
    socket = new WebSocket(`${location.origin.replace("http", "ws")}/live?${query}`);
    socket.onmessage = (event) => receive(JSON.parse(event.data));
    socket.onopen = () => restartSilenceTimer(silenceTimeout);
    socket.onclose = (event) => reconnect(event.code);
    restartSilenceTimer(connectTimeout);
  }

  function closeSocket() {
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
    socket = null;
  }

  function reconnect(code) {
    closeSocket();
    [silenceTimer, retry].forEach(clearTimeout);
    graceTimer ??= setTimeout(() => onConnection(lastContact), gracePeriod);
    if (code === NO_SUCH_TOPIC) return reloadMissingPage();
    if (code === REFUSED) checkIfMissing();
    scheduleRetry();
  }

  function scheduleRetry() {
    retry = setTimeout(async () => {
      const reached = await isReachable();
      if (!socket) reached ? connect() : scheduleRetry();
    }, retryDelay(tries++));
  }

  // The reloaded page says what has become of it. Only once, or it would reload for ever.
  function reloadMissingPage() {
    if (sessionStorage.gone === location.pathname) return onConnection(lastContact);
    sessionStorage.gone = location.pathname;
    location.reload();
  }

  // Browsers hide the answer to a refused handshake, and why a connection broke.
  async function checkIfMissing() {
    const answer = await fetch(location.href, { method: "HEAD" }).catch(() => null);
    if (answer?.status === 404) reloadMissingPage();
  }

  function restartSilenceTimer(timeout) {
    clearTimeout(silenceTimer);
    silenceTimer = setTimeout(reconnect, timeout);
  }

  function receive(message) {
    restartSilenceTimer(silenceTimeout);
    [tries, lastContact] = [0, new Date()];
    graceTimer = clearTimeout(graceTimer);
    if (message.html !== undefined) show(message.html);
    delete sessionStorage.gone;
    onConnection(null);
    if (message.now) onHeartbeat(message, (report) => socket?.send(JSON.stringify(report)));
    updateRevision(message.revision);
  }

  // Not "greater": restoring a backup takes the revision back. 0 means "not known yet".
  function updateRevision(revision) {
    const { dataset } = document.documentElement;
    if (!revision || String(revision) === dataset.revision) return;
    const from = socket;
    // The second frame begins after the first has been painted.
    const onPainted = () => {
      dataset.revision = revision;
      if (reportsRevision && from === socket) from?.send(JSON.stringify({ painted: revision }));
    };
    requestAnimationFrame(() => requestAnimationFrame(onPainted));
  }

  // iOS closes sockets silently, so a page that becomes visible again requests the whole state.
  const connectIfVisible = () => document.visibilityState === "visible" && connect();
  for (const event of ["visibilitychange", "online"]) addEventListener(event, connectIfVisible);
  addEventListener("pageshow", (event) => event.persisted && connectIfVisible());
  if (offlineSince) onConnection(offlineSince);
  connect();
}
