// The office's time, by the server's clock: a wall's own may be wrong. Between two words from the
// server it goes by what cannot be set; where the machine's clock no longer agrees with that, the
// time is not known, and said not to be. It paints once a minute.

import { hear, heardBefore } from "../offline/last_contact.js";

const MINUTE = 60_000;
// Clocks are corrected by seconds; by more they are set, or the machine has slept.
const JUMP = MINUTE;
// A wall that was off for longer than a long weekend, or seems to have been.
const LONGEST_OFF = 5 * 24 * 60 * MINUTE;

/** Keeps `time` showing the time in its data-zone, or its data-unknown. Returns {set(now): what
 *  the server says; away(is): whether it is away;
 *  asOf(): when it was heard last, as {hour}, or as {day} with its hour if that is
 *  not today, or as {} if it is not known}, and calls its painted(). */
export function clock(time) {
  const says = (more) =>
    new Intl.DateTimeFormat(locale(), {
      hour: "2-digit", minute: "2-digit", timeZone: time.dataset.zone, ...more,
    });
  const hour = says();
  const dayAndHour = says({ month: "short", day: "numeric" });
  const day = new Intl.DateTimeFormat("en", { timeZone: time.dataset.zone });
  const loaded = { server: parse(time.dataset.now), machine: Date.now() };
  const isKept = "kept" in document.documentElement.dataset;
  let heard = isKept ? heardBefore() : loaded;
  let from = isKept ? goOn(heard) : { ...loaded, ticks: performance.now() };
  let alone = isKept;
  if (!isKept) hear(loaded.server);
  let timer;

  const now = () => from.server + performance.now() - from.ticks;

  function isKnown() {
    const apart = Date.now() - from.machine - (performance.now() - from.ticks);
    return !isNaN(from.server) && (!alone || Math.abs(apart) < JUMP);
  }

  function paint() {
    clearTimeout(timer);
    // Once in doubt it stays there until the server is heard again.
    if (!isKnown()) from.server = NaN;
    const text = isKnown() ? hour.format(now()) : time.dataset.unknown;
    if (time.textContent !== text) time.textContent = text;
    self.painted();
    timer = setTimeout(paint, MINUTE - ((now() || Date.now()) % MINUTE) + 20);
  }

  function set(moment) {
    const server = parse(moment);
    const drift = Math.abs(server - now());
    hear(server);
    heard = { server, machine: Date.now() };
    from = { ...heard, ticks: performance.now() };
    // Under a second it is the network's doing.
    if (!(drift < 1000)) paint();
  }

  function away(is) {
    if (alone === is) return;
    alone = is;
    paint();
  }

  function asOf() {
    if (isNaN(heard.server)) return {};
    const isToday = isKnown() && day.format(now()) === day.format(heard.server);
    return isToday ? { hour: hour.format(heard.server) } : { day: dayAndHour.format(heard.server) };
  }

  const self = { set, away, asOf, painted: () => {} };
  paint();
  return self;
}

// What the server says of the time, unless it says as well that its clock is not set.
function parse(moment) {
  return document.getElementById("clock-not-set") ? NaN : Date.parse(moment);
}

// Goes on from what was heard before this page was loaded, if the machine's clock can be right.
function goOn({ server, machine }) {
  const off = Date.now() - machine;
  const plausible = off > -JUMP && off < LONGEST_OFF;
  const now = plausible ? server + off : NaN;
  return { server: now, machine: Date.now(), ticks: performance.now() };
}

// English without a country is read everywhere: 18:21 and not 6:21 PM.
function locale() {
  const language = document.documentElement.lang;
  return language === "en" ? "en-GB" : language;
}
