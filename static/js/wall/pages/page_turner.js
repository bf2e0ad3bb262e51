// Turns the pages: each page of the rotation in order, and the overview often enough in between
// that nobody has to wait long for it.

import { OVERVIEW_EVERY, inRotation, minimumStay, rotationName, stayOf } from "./rotation_schedule.js";

// Timers fire late, and showing the overview a little early does no harm.
const SLACK = 3_000;

export class PageTurner {
  /** `isBusy()` tells whether the page on show has to stay for now. */
  constructor(stack, isBusy) {
    this.stack = stack;
    this.isBusy = isBusy;
    this.overviewAt = 0;
    this.lastKey = "";
    this.isPaused = false;
    this.name = rotationName();
  }

  /** Shows a page, and schedules the next one. */
  show(page) {
    this.stack.show(page);
    this.stack.ensureFit();
    this.shownAt = performance.now();
    // An article that was measured just now has other pages than before.
    if (this.stack.shown === this.overview()) this.overviewAt = this.shownAt;
    else this.lastKey = this.stack.shown.key;
    this.scheduleNext();
  }

  /** Leaves the page on show until it is time for the next. */
  scheduleNext() {
    clearTimeout(this.timer);
    if (this.isPaused || this.stack.pages.length < 2) return;
    this.timer = setTimeout(() => this.showNext(), stayOf(this.stack.shown, this.others()));
  }

  /** Starts a new rotation at once, or a wall that lags behind would not reach its end. The page on
   *  show stays for its minimum time. */
  restartIfChanged() {
    if (this.name === rotationName()) return;
    this.name = rotationName();
    this.lastKey = "";
    if (this.isPaused || this.isBusy() || this.stack.pages.length < 2) return;
    const left = minimumStay(this.stack.shown) - (performance.now() - this.shownAt);
    // The overview may have been shown just before its rotation starts.
    if (left > 0 && this.stack.shown === this.overview()) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.showNext(), Math.max(0, left));
  }

  showNext() {
    if (this.isBusy()) return;
    this.stack.measureStale();
    const overview = this.overview();
    const others = this.others();
    // The last page may have left the rotation, which then starts from its first page.
    const next = others[others.findIndex(({ key }) => key === this.lastKey) + 1];
    const away = performance.now() - this.overviewAt + stayOf(next, others);
    const isDue = away > OVERVIEW_EVERY - SLACK;
    if (overview && this.stack.shown !== overview && (isDue || !next)) {
      if (!next) this.lastKey = "";
      return this.show(overview);
    }
    this.show(next ?? others[0] ?? overview);
  }

  others() {
    const overview = this.overview();
    return inRotation(this.stack.pages).filter((page) => page !== overview);
  }

  overview() {
    return this.stack.pages.find(({ article }) => article.querySelector(".overview"));
  }
}
