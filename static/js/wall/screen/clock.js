// The office's time by the server's clock, as a wall's own clock may be wrong. Between two
// heartbeats a monotonic clock counts on. Where the machine's clock no longer agrees with that, the
// time is unknown and shown as such. Paints once a minute.

import { recordContact, storedContact } from "../offline/last_contact.js";

const MINUTE = 60_000;
// Clock corrections are of seconds. A larger jump means the clock was set, or the machine slept.
const JUMP = MINUTE;
// A wall that was off for longer than a long weekend, or seems to have been.
const LONGEST_OFF = 5 * 24 * 60 * MINUTE;

/** Keeps `time` showing the time in its data-zone, or its data-unknown. Returns {set(now): adopts
 *  the server's time; setOffline(is); asOf(): the last contact as {hour}, as {day} with its hour if
 *  that was not today, or {} if unknown}. Calls its onPaint() with every paint. */
export function startClock(time) {
  const format = (more) =>
    new Intl.DateTimeFormat(locale(), {
      hour: "2-digit", minute: "2-digit", timeZone: time.dataset.zone, ...more,
    });
  const hour = format();
  const dayAndHour = format({ month: "short", day: "numeric" });
  const day = new Intl.DateTimeFormat("en", { timeZone: time.dataset.zone });
  const loaded = { server: parse(time.dataset.now), machine: Date.now() };
  const isCached = "kept" in document.documentElement.dataset;
  let lastContact = isCached ? storedContact() : loaded;
  let reference = isCached ? estimateFrom(lastContact) : { ...loaded, ticks: performance.now() };
  let isOffline = isCached;
  if (!isCached) recordContact(loaded.server);
  let timer;

  const now = () => reference.server + performance.now() - reference.ticks;

  function isKnown() {
    const apart = Date.now() - reference.machine - (performance.now() - reference.ticks);
    return !isNaN(reference.server) && (!isOffline || Math.abs(apart) < JUMP);
  }

  function paint() {
    clearTimeout(timer);
    // Once in doubt, the time stays unknown until the next heartbeat.
    if (!isKnown()) reference.server = NaN;
    const text = isKnown() ? hour.format(now()) : time.dataset.unknown;
    if (time.textContent !== text) time.textContent = text;
    self.onPaint();
    timer = setTimeout(paint, MINUTE - ((now() || Date.now()) % MINUTE) + 20);
  }

  function set(moment) {
    const server = parse(moment);
    const drift = Math.abs(server - now());
    recordContact(server);
    lastContact = { server, machine: Date.now() };
    reference = { ...lastContact, ticks: performance.now() };
    // Less than a second is the network's delay.
    if (!(drift < 1000)) paint();
  }

  function setOffline(is) {
    if (isOffline === is) return;
    isOffline = is;
    paint();
  }

  function asOf() {
    if (isNaN(lastContact.server)) return {};
    const isToday = isKnown() && day.format(now()) === day.format(lastContact.server);
    const shown = lastContact.server;
    return isToday ? { hour: hour.format(shown) } : { day: dayAndHour.format(shown) };
  }

  const self = { set, setOffline, asOf, onPaint: () => {} };
  paint();
  return self;
}

// The server's time, unless the server says that its clock is not set.
function parse(moment) {
  return document.getElementById("clock-not-set") ? NaN : Date.parse(moment);
}

// Continues from the last contact before this page was loaded, if the machine's clock can be right.
function estimateFrom({ server, machine }) {
  const off = Date.now() - machine;
  const isTrusted = off > -JUMP && off < LONGEST_OFF;
  const now = isTrusted ? server + off : NaN;
  return { server: now, machine: Date.now(), ticks: performance.now() };
}

// English without a country means 18:21, which everybody can read, and not 6:21 PM.
function locale() {
  const language = document.documentElement.lang;
  return language === "en" ? "en-GB" : language;
}
