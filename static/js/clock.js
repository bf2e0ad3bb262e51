// The office's time, by the server's clock: a wall's own may be wrong. It paints once a minute.

const MINUTE = 60_000;

/** Keeps `time` showing the time in its data-zone. Returns
 *  {set(now), text(date)}: what the server says, and the time of a moment by this machine's clock. */
export function clock(time) {
  const says = new Intl.DateTimeFormat(locale(), {
    hour: "2-digit",
    minute: "2-digit",
    timeZone: time.dataset.zone,
  });
  let ahead = Date.parse(time.dataset.now) - Date.now() || 0;
  let timer;
  const now = () => Date.now() + ahead;

  function paint() {
    clearTimeout(timer);
    const text = says.format(now());
    if (time.textContent !== text) time.textContent = text;
    timer = setTimeout(paint, MINUTE - (now() % MINUTE) + 20);
  }

  function set(moment) {
    const drift = Date.parse(moment) - now();
    // Under a second it is the network's doing.
    if (Math.abs(drift) < 1000) return;
    ahead += drift;
    paint();
  }

  paint();
  return { set, text: (date) => says.format(Number(date) + ahead) };
}

// English without a country is read everywhere: 18:21 and not 6:21 PM.
function locale() {
  const language = document.documentElement.lang;
  return language === "en" ? "en-GB" : language;
}
