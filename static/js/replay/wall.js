// The replay of the cycle in twenty seconds on a wall: with the key R, from the admin page, and
// daily at its times. Rotation and announcements pause meanwhile. Any key or tap ends it.

import { isPresenting } from "../wall/presentation.js";
import { play } from "./player.js";
import { fitFilm } from "./fit.js";

const FETCH_TIMEOUT = 5000;
const LAST_REPLAY_KEY = "replayed";

export class Replay {
  /** `announcer` pauses during the replay; `zone` is the office's time zone. */
  constructor(announcer, zone) {
    const commands = replayCommands();
    Object.assign(this, { announcer, playing: null, isLoading: false, lastFilm: "", commands });
    const parts = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone };
    this.hour = new Intl.DateTimeFormat("en-GB", parts);
    this.day = new Intl.DateTimeFormat("en-CA", { timeZone: zone });
    addEventListener("pointerdown", () => this.stop());
    addEventListener("keydown", (event) => this.onKey(event), { capture: true });
  }

  onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (this.stop()) event.stopImmediatePropagation(), event.preventDefault();
    else if (event.key.toLowerCase() === "r") this.start();
  }

  /** Plays the film. Without the server it plays the one fetched last, if any. */
  async start() {
    if (this.playing || this.isLoading) return;
    this.isLoading = true;
    this.lastFilm = (await fetchFilm()) ?? this.lastFilm;
    this.isLoading = false;
    if (this.lastFilm) this.show(this.lastFilm);
  }

  show(html) {
    const template = document.createElement("template");
    template.innerHTML = html;
    const film = template.content.querySelector(".film");
    if (!film) return;
    const { now, queue } = this.announcer;
    if (now) queue.unshift(...now.changes); // announced again afterwards
    this.announcer.stop();
    document.querySelector(".bottom").before(film);
    document.body.dataset.replaying = "";
    fitFilm(film);
    const cancel = play(film, () => this.stop());
    this.playing = { film, cancel };
  }

  /** Ends the replay. Returns whether one was playing. */
  stop() {
    if (!this.playing) return false;
    this.playing.cancel();
    this.playing.film.remove();
    this.playing = null;
    delete document.body.dataset.replaying;
    this.announcer.takeChanges(document.getElementById("changes"));
    if (!this.announcer.now) this.announcer.announceNext();
    return true;
  }

  /** Takes the server's time, and starts a daily replay at its time, unless the wall is on hold or
   *  follows a presenter. */
  onHeartbeat(now) {
    const times = document.getElementById("screen")?.dataset.replayAt?.split(", ") ?? [];
    const time = this.hour.format(Date.parse(now));
    if (!times.includes(time) || "paused" in document.body.dataset || isPresenting()) return;
    const moment = `${this.day.format(Date.parse(now))} ${time}`;
    if (localStorage[LAST_REPLAY_KEY] === moment) return;
    localStorage[LAST_REPLAY_KEY] = moment;
    this.start();
  }

  /** Plays the film if the number of replay commands in the page has increased. */
  applyCommand() {
    const before = this.commands;
    this.commands = replayCommands();
    if (this.commands > before) this.start();
  }
}

const replayCommands = () => Number(document.getElementById("screen")?.dataset.replay ?? 0);

async function fetchFilm() {
  try {
    const { topic } = document.getElementById("live").dataset;
    const screen = topic.split(/[/@]/)[1] ?? "";
    const signal = AbortSignal.timeout(FETCH_TIMEOUT);
    const answer = await fetch(`/replay?film&screen=${screen}`, { signal });
    return answer.ok ? await answer.text() : null;
  } catch {
    return null;
  }
}
