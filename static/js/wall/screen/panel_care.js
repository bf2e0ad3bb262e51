// Care for the panel and for the page: what stands still is moved a little once a minute, the
// screen is dark in the hours set for it, and the page is made new once a night, or when it has
// grown too large. Goes by the server's clock and the office's time of day, so that a wrong clock
// and summer time change nothing.

const MINUTE = 60_000;
// At most 24 px from end to end; two periods without a common part, so that no place is a habit.
const AWAY = 12;
const ACROSS = 11;
const DOWN = 7;
// A wall takes 10 to 30 MB. What passes this is a leak, be it the browser's own.
const BUDGET = 200e6;
const YOUNG = 6 * 60 * MINUTE;
const NIGHT = 3;

/** Watches over the page. `zone` is the office's; `renew()` is called when it is time for a new
 *  page and one can be had. Returns beat(now): to be told the server's time. */
export function care(zone, renew) {
  const body = document.body;
  const says = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: zone });
  // Every wall at a minute of its own: an office of them does not ask for the page at once.
  const minute = Math.floor(Math.random() * 60);
  const born = performance.now();
  let ahead = 0;
  const now = () => Date.now() + ahead;

  function tick() {
    const moment = now();
    const time = says.format(moment);
    shift(Math.floor(moment / MINUTE));
    body.toggleAttribute("data-dark", isDark(time, hours()));
    if (isTime(time) && !body.hasAttribute("data-offline")) renew();
    setTimeout(tick, MINUTE - (now() % MINUTE) + 20);
  }

  function isTime(time) {
    if ((performance.memory?.usedJSHeapSize ?? 0) > BUDGET) return performance.now() - born > MINUTE;
    const [hour, past] = time.split(":").map(Number);
    return hour === NIGHT && past === minute && performance.now() - born > YOUNG;
  }

  setTimeout(tick, MINUTE - (now() % MINUTE) + 20);
  body.toggleAttribute("data-dark", isDark(says.format(now()), hours()));
  return (moment) => (ahead = Date.parse(moment) - Date.now() || 0);
}

/** Whether a time of day is within hours that may go over midnight. */
export function isDark(time, { from, to } = {}) {
  if (!from || !to || from === to) return false;
  return from < to ? from <= time && time < to : from <= time || time < to;
}

// The screen's own, as "HH:MM" and in its part of the page.
function hours() {
  const { dimFrom: from, dimTo: to } = document.getElementById("screen")?.dataset ?? {};
  return { from, to };
}

function shift(count) {
  const [x, y] = [wave(count, ACROSS), wave(count, DOWN)].map((part) => Math.round(part * AWAY));
  for (const moved of document.querySelectorAll("main, .bottom"))
    moved.style.translate = `${x}px ${y}px`;
}

// From -1 to 1 and back, in as many steps each way.
const wave = (count, steps) => 1 - (2 * Math.abs((count % (2 * steps)) - steps)) / steps;
