// Pages turn by themselves: every one in turn, and in between the overview, so that it is never
// gone for long.

const DWELL = 10_000;
const HOME_EVERY = 45_000;

export class Turning {
  /** `busy()` tells whether the page on show has to stay for now. */
  constructor(stage, busy) {
    this.stage = stage;
    this.busy = busy;
    this.homeAt = 0;
    this.last = "";
    this.held = false;
  }

  /** Shows a page, and the next in its time. */
  go(page) {
    if (page === this.home()) this.homeAt = performance.now();
    else this.last = page.key;
    this.stage.show(page);
    this.stage.settle();
    this.rest();
  }

  /** Lets the page on show stand until it is time for the next. */
  rest() {
    clearTimeout(this.timer);
    if (!this.held && this.stage.pages.length > 1) this.timer = setTimeout(() => this.turn(), DWELL);
  }

  turn() {
    if (this.busy()) return;
    this.stage.freshen();
    const home = this.home();
    const others = this.stage.pages.filter((page) => page !== home);
    const next = others[others.findIndex(({ key }) => key === this.last) + 1];
    const late = performance.now() - this.homeAt + DWELL > HOME_EVERY;
    if (home && this.stage.shown !== home && (late || !next)) {
      if (!next) this.last = "";
      return this.go(home);
    }
    this.go(next ?? others[0] ?? home);
  }

  home() {
    return this.stage.pages.find(({ article }) => article.querySelector(".overview"));
  }
}
