// What sets this screen apart: what it was set to and told stands in #screen, and is applied to
// the page at every state, before the pages are taken in. Told twice it does nothing twice.

import { roomFor } from "./message_space.js";
import { overlay } from "./overlay.js";
import { turnTo } from "./rotated_frame.js";

const HELLO = 10_000; // milliseconds
const TELL_EVERY = 10; // heartbeats
const SIDES = ["top", "right", "bottom", "left"];

const root = document.documentElement;
const asked = new URLSearchParams(location.search).get("theme");

export class Screen {
  /** `ask({hold, page})` holds a page or goes on; `reload()` loads the page anew; `sized()` is
   *  told when the text has another size or room though no state came. */
  constructor({ ask, reload, sized }) {
    Object.assign(this, { ask, reload, sized });
    this.loaded = Number(this.own.reload ?? 0);
    this.hear(document.querySelector(".clock time").dataset.now);
    this.dress();
    if ("new" in root.dataset) overlay("hello", [this.own.name], "new", () => HELLO);
  }

  get own() {
    return document.getElementById("screen")?.dataset ?? {};
  }

  /** Takes in the server's time. */
  hear(now) {
    this.ahead = Date.parse(now) - Date.now() || 0;
  }

  /** Applies what the screen was set to. Returns whether the text has another size or room. */
  dress() {
    const { theme, lowPower, name, place = "", identify, marks, message, until } = this.own;
    turnTo(this.own.turn);
    const left = (moment) => Date.parse(moment) - Date.now() - this.ahead;
    if (theme && theme !== root.dataset.theme && !asked) root.dataset.theme = theme;
    document.body.toggleAttribute("data-low-power", Boolean(lowPower));
    overlay("identify", identify && [name, place], identify, left);
    overlay("marks", marks && ["", "", "", ""], marks, left);
    this.below = overlay("message", message && [message], until, left, () => {
      this.below = null;
      if (this.size()) this.sized();
    });
    return this.size();
  }

  /** Does what the screen was told since it last did. */
  obey() {
    const { reload = 0, asked: now = "", hold, show } = this.own;
    if (Number(reload) > this.loaded && sessionStorage.reloaded !== reload) {
      sessionStorage.reloaded = reload; // once, whatever the server then says
      this.reload();
    } else if (now !== this.asked && (this.asked !== undefined || hold)) {
      this.ask({ hold: Boolean(hold), page: show });
    }
    this.asked = now;
  }

  /** Says what the screen shows, when that changes and now and then: the server may be new.
   *  `loop`: milliseconds its pages take. */
  tell(say, loop) {
    const told = {
      painted: Number(root.dataset.revision),
      page: document.querySelector(".page[data-current]")?.id,
      size: [innerWidth, innerHeight].map((side) => Math.round(side * devicePixelRatio)).join("x"),
      held: document.body.hasAttribute("data-paused"),
      loop: Math.round(loop / 1000),
    };
    const beats = this.told === JSON.stringify(told) ? this.beats + 1 : 0;
    if (beats % TELL_EVERY === 0) say(told);
    Object.assign(this, { beats, told: JSON.stringify(told) });
  }

  size() {
    const { diagonal = 55, distance = 5, margins = "" } = this.own;
    // How large text and codes are follows from them in tokens.css.
    put("--diagonal", String(diagonal));
    put("--distance", String(distance));
    const sides = margins.split(" ");
    SIDES.forEach((side, at) => put(`--margin-${side}`, sides[at] > 0 ? `${sides[at]}px` : ""));
    const below = roomFor(this.below ?? null, `${diagonal} ${distance} ${margins}`);
    put("--message-height", below ? `${below}px` : "");
    document.body.toggleAttribute("data-inset", Boolean(margins || below));
    const size = [diagonal, distance, margins, below].join();
    const changed = this.last !== undefined && this.last !== size;
    this.last = size;
    return changed;
  }
}

function put(name, value) {
  if (root.style.getPropertyValue(name) !== value) root.style.setProperty(name, value);
}
