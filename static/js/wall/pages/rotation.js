// Pages turn by themselves: every one of the loop in turn, and in between the overview, so that
// it is never gone for long.

import { HOME_EVERY, inLoop, leastStay, loopName, stay } from "./rotation_schedule.js";

// Timers are late, and being back a little early is being back in time.
const SLACK = 3_000;

export class Turning {
  /** `busy()` tells whether the page on show has to stay for now. */
  constructor(stage, busy) {
    this.stage = stage;
    this.busy = busy;
    this.homeAt = 0;
    this.last = "";
    this.held = false;
    this.loop = loopName();
  }

  /** Shows a page, and the next in its time. */
  go(page) {
    if (page === this.home()) this.homeAt = performance.now();
    else this.last = page.key;
    this.stage.show(page);
    this.stage.settle();
    this.shownAt = performance.now();
    this.rest();
  }

  /** Lets the page on show stand until it is time for the next. */
  rest() {
    clearTimeout(this.timer);
    if (this.held || this.stage.pages.length < 2) return;
    this.timer = setTimeout(() => this.turn(), stay(this.stage.shown, this.others()));
  }

  /** Where another loop has come it begins at once: a wall that lags behind would not come to the
   *  end of it. What is on show stays for the least time that a page needs. */
  begin() {
    if (this.loop === loopName()) return;
    this.loop = loopName();
    this.last = "";
    if (this.held || this.busy() || this.stage.pages.length < 2) return;
    const left = leastStay(this.stage.shown) - (performance.now() - this.shownAt);
    // The overview may have come a moment before its loop.
    if (left > 0 && this.stage.shown === this.home()) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.turn(), Math.max(0, left));
  }

  turn() {
    if (this.busy()) return;
    this.stage.freshen();
    const home = this.home();
    const others = this.others();
    // The page before may have left the loop: then the loop is another and begins anew.
    const next = others[others.findIndex(({ key }) => key === this.last) + 1];
    const away = performance.now() - this.homeAt + stay(next, others);
    const late = away > HOME_EVERY - SLACK;
    if (home && this.stage.shown !== home && (late || !next)) {
      if (!next) this.last = "";
      return this.go(home);
    }
    this.go(next ?? others[0] ?? home);
  }

  others() {
    const home = this.home();
    return inLoop(this.stage.pages).filter((page) => page !== home);
  }

  home() {
    return this.stage.pages.find(({ article }) => article.querySelector(".overview"));
  }
}
