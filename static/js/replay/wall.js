// The quarter in twenty seconds on a wall: by the key R, from the admin page, and once a day at its
// hour. The loop and what it announces rest meanwhile; any key or tap ends it.

import { play } from "./player.js";
import { makeFit } from "./fit.js";

const PATIENCE = 5000;
const KEPT = "replayed";

export class Replay {
  /** `announcer` rests while it plays; `zone` is the office's. */
  constructor(announcer, zone) {
    Object.assign(this, { announcer, on: null, asked: false, last: "", told: told() });
    const parts = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone };
    this.hour = new Intl.DateTimeFormat("en-GB", parts);
    this.day = new Intl.DateTimeFormat("en-CA", { timeZone: zone });
    addEventListener("pointerdown", () => this.stop());
    addEventListener("keydown", (event) => this.press(event), { capture: true });
  }

  press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (this.stop()) event.stopImmediatePropagation(), event.preventDefault();
    else if (event.key.toLowerCase() === "r") this.start();
  }

  /** Plays the film; with a server that is away, the one that was fetched last, if any. */
  async start() {
    if (this.on || this.asked) return;
    this.asked = true;
    this.last = (await ask()) ?? this.last;
    this.asked = false;
    if (this.last) this.show(this.last);
  }

  show(html) {
    const template = document.createElement("template");
    template.innerHTML = html;
    const film = template.content.querySelector(".film");
    if (!film) return;
    const { now, queue } = this.announcer;
    if (now) queue.unshift(...now.changes); // told again from its beginning
    this.announcer.stop();
    document.querySelector(".bottom").before(film);
    document.body.dataset.replaying = "";
    makeFit(film);
    const halt = play(film, () => this.stop());
    this.on = { film, halt };
  }

  /** Ends it; true if there was one. */
  stop() {
    if (!this.on) return false;
    this.on.halt();
    this.on.film.remove();
    this.on = null;
    delete document.body.dataset.replaying;
    this.announcer.hear(document.getElementById("changes"));
    if (!this.announcer.now) this.announcer.next();
    return true;
  }

  /** Takes in what the server says the time is: once a day it is the film's. */
  beat(now) {
    const at = document.getElementById("screen")?.dataset.replayAt;
    if (!at || this.hour.format(Date.parse(now)) !== at) return;
    const today = this.day.format(Date.parse(now));
    if (localStorage[KEPT] === today || "paused" in document.body.dataset) return;
    localStorage[KEPT] = today;
    this.start();
  }

  /** Takes in what the screen is told: a number that has been raised plays the film. */
  hear() {
    const before = this.told;
    this.told = told();
    if (this.told > before) this.start();
  }
}

const told = () => Number(document.getElementById("screen")?.dataset.replay ?? 0);

async function ask() {
  try {
    const { topic } = document.getElementById("live").dataset;
    const screen = topic.split(/[/@]/)[1] ?? "";
    const answer = await fetch(`/replay?film&screen=${screen}`, { signal: AbortSignal.timeout(PATIENCE) });
    return answer.ok ? await answer.text() : null;
  } catch {
    return null;
  }
}
