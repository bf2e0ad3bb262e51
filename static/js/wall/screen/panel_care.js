// Protects the panel and the page. Static content is shifted a little once a minute, the screen is
// dark during its quiet hours, and the page is reloaded once a night or when it uses too much
// memory. All by the server's clock and the office's time zone, so that a wrong clock does no harm.

const MINUTE = 60_000;
// At most 24 px from end to end. The two periods have no common divisor, so positions rarely
// repeat.
const MAX_SHIFT = 12;
const STEPS_ACROSS = 11;
const STEPS_DOWN = 7;
// A wall uses 10 to 30 MB. More than this is a leak, even if it is the browser's.
const HEAP_LIMIT = 200e6;
const MIN_AGE = 6 * 60 * MINUTE;
const NIGHT = 3;

/** Starts protecting the panel. `zone` is the office's time zone; `reload()` is called when the
 *  page is due for a reload and the server is there. Returns a function that takes its time. */
export function protectPanel(zone, reload) {
  const body = document.body;
  const format = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: zone });
  // Each wall has a random minute, so that an office's walls do not reload all at once.
  const minute = Math.floor(Math.random() * 60);
  const loadedAt = performance.now();
  let offset = 0;
  const now = () => Date.now() + offset;

  function tick() {
    const moment = now();
    const time = format.format(moment);
    shift(Math.floor(moment / MINUTE));
    body.toggleAttribute("data-dark", isDark(time, hours()));
    if (isTime(time) && !body.hasAttribute("data-offline")) reload();
    setTimeout(tick, MINUTE - (now() % MINUTE) + 20);
  }

  function isTime(time) {
    if ((performance.memory?.usedJSHeapSize ?? 0) > HEAP_LIMIT) return performance.now() - loadedAt > MINUTE;
    const [hour, past] = time.split(":").map(Number);
    return hour === NIGHT && past === minute && performance.now() - loadedAt > MIN_AGE;
  }

  setTimeout(tick, MINUTE - (now() % MINUTE) + 20);
  body.toggleAttribute("data-dark", isDark(format.format(now()), hours()));
  return (moment) => (offset = Date.parse(moment) - Date.now() || 0);
}

/** Whether a time of day is within hours that may span midnight. */
export function isDark(time, { from, to } = {}) {
  if (!from || !to || from === to) return false;
  return from < to ? from <= time && time < to : from <= time || time < to;
}

// The screen's quiet hours as "HH:MM", from #screen.
function hours() {
  const { dimFrom: from, dimTo: to } = document.getElementById("screen")?.dataset ?? {};
  return { from, to };
}

function shift(count) {
  const [x, y] = [wave(count, STEPS_ACROSS), wave(count, STEPS_DOWN)].map((part) => Math.round(part * MAX_SHIFT));
  for (const moved of document.querySelectorAll("main, .bottom"))
    moved.style.translate = `${x}px ${y}px`;
}

// From -1 to 1 and back, with the same number of steps each way.
const wave = (count, steps) => 1 - (2 * Math.abs((count % (2 * steps)) - steps)) / steps;
