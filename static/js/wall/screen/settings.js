// The settings and commands of this screen. They are in #screen and applied with every state,
// before its pages are. Applying the same state twice has no further effect.

import { applyCompany } from "./company.js";
import { growToFit, isInside } from "./fill.js";
import { messageHeight } from "./message_space.js";
import { overlay } from "./overlay.js";
import { followRotation } from "./rotated_frame.js";

const HELLO_TIME = 10_000; // milliseconds
const REPORT_EVERY = 10; // heartbeats
// The sizes of a screen's name in rem.
const NAME_SIZES = [1, 12];
const SIDES = ["top", "right", "bottom", "left"];

const root = document.documentElement;
const themeInAddress = new URLSearchParams(location.search).get("theme");

export class Screen {
  /** `onCommand({hold, page})` pauses on a page or continues; `reload()` loads the page again;
   *  `onResize()` is called when text or space changes size between two states. */
  constructor({ onCommand, reload, onResize }) {
    Object.assign(this, { onCommand, reload, onResize });
    this.reloads = Number(this.settings.reload ?? 0);
    this.syncClock(document.querySelector(".clock time").dataset.now);
    this.applySettings();
    if ("new" in root.dataset) overlay("hello", [this.settings.name], "new", () => HELLO_TIME);
  }

  get settings() {
    return document.getElementById("screen")?.dataset ?? {};
  }

  /** Adopts the server's time. */
  syncClock(now) {
    this.offset = Date.parse(now) - Date.now() || 0;
  }

  /** Applies the screen's settings. Returns whether text or space has changed size. */
  applySettings() {
    const { theme, lowPower, name, place = "", identify, marks, message, until } = this.settings;
    followRotation(this.settings.turn);
    const left = (moment) => Date.parse(moment) - Date.now() - this.offset;
    if (theme && theme !== root.dataset.theme && !themeInAddress) root.dataset.theme = theme;
    applyCompany(root, this.settings);
    document.body.toggleAttribute("data-low-power", Boolean(lowPower));
    this.identification = overlay("identify", identify && [name, place], identify, left);
    overlay("marks", marks && ["", "", "", ""], marks, left);
    this.message = overlay("message", message && [message], until, left, () => {
      this.message = null;
      if (this.applySize()) this.onResize();
    });
    return this.applySize();
  }

  /** Runs commands that were given since the last call. */
  applyCommands() {
    const { reload = 0, asked: command = "", hold, show } = this.settings;
    if (Number(reload) > this.reloads && sessionStorage.reloaded !== reload) {
      sessionStorage.reloaded = reload; // only once, whatever the server sends next
      this.reload();
    } else if (command !== this.lastCommand && (this.lastCommand !== undefined || hold)) {
      this.onCommand({ hold: Boolean(hold), page: show });
    }
    this.lastCommand = command;
  }

  /** Reports what the screen shows, when that changes and now and then, as the server may be new.
   *  `loop`: milliseconds of one rotation. */
  report(send, loop) {
    const report = {
      painted: Number(root.dataset.revision),
      page: document.querySelector(".page[data-current]")?.id,
      size: [innerWidth, innerHeight].map((side) => Math.round(side * devicePixelRatio)).join("x"),
      held: document.body.hasAttribute("data-paused"),
      loop: Math.round(loop / 1000),
    };
    const text = JSON.stringify(report);
    this.heartbeats = this.lastReport === text ? this.heartbeats + 1 : 0;
    this.lastReport = text;
    if (this.heartbeats % REPORT_EVERY === 0) send(report);
  }

  applySize() {
    const { diagonal = 55, distance = 5, margins = "" } = this.settings;
    // tokens.css calculates the size of text and QR codes from these.
    setProperty("--diagonal", String(diagonal));
    setProperty("--distance", String(distance));
    const sides = margins.split(" ");
    SIDES.forEach((side, at) => setProperty(`--margin-${side}`, sides[at] > 0 ? `${sides[at]}px` : ""));
    const below = messageHeight(this.message ?? null, `${diagonal} ${distance} ${margins}`);
    setProperty("--message-height", below ? `${below}px` : "");
    document.body.toggleAttribute("data-inset", Boolean(margins || below));
    const name = this.identification;
    if (name) growToFit(name, NAME_SIZES, () => isInside(name));
    const size = [diagonal, distance, margins, below].join();
    const changed = this.lastSize !== undefined && this.lastSize !== size;
    this.lastSize = size;
    return changed;
  }
}

function setProperty(name, value) {
  if (root.style.getPropertyValue(name) !== value) root.style.setProperty(name, value);
}
