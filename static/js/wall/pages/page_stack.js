// The wall's pages in their order, and the one that is on show. Pages are measured when rows come
// or go; else what has changed is painted first, if it stands whole, and measured afterwards.

import { fit, rowsOf } from "../layout/fit.js";
import { enter } from "./transitions.js";
import { inLoop, stands } from "./rotation_schedule.js";
import { pagesOf, showPart } from "../layout/row_range.js";
import { holds } from "../announcements/note_space.js";

export class Stage {
  constructor(main, place) {
    this.main = main;
    this.place = place;
    this.fitted = new Map();
    // Articles to be measured, and whether they stand as they were fitted until then.
    this.stale = new Map();
    this.pages = [];
    this.shown = null;
  }

  /** Measures `articles` (all of them unless told) and puts the pages in order anew. */
  refit(articles = this.main.querySelectorAll(".page")) {
    for (const article of articles) {
      this.fitted.set(article, fit(article));
      this.stale.delete(article);
    }
    this.order();
  }

  /** Takes in that `articles` have changed: measures those only whose rows are others. */
  take(articles) {
    const kept = (article) => rowsOf(article) === this.fitted.get(article)?.rows;
    for (const article of articles.filter(kept)) this.outdate(article, true);
    this.refit(articles.filter((article) => !kept(article)));
  }

  /** Has an article measured before it is on show, or later if it `stands`. */
  outdate(article, stands) {
    this.stale.set(article, stands && this.stale.get(article) !== false);
  }

  /** Measures what still has to be, but for an article that is being told. */
  freshen() {
    const waiting = [...this.stale.keys()].filter(({ dataset }) => !("changedRow" in dataset));
    if (waiting.length) this.refit(waiting);
    this.settle();
  }

  order() {
    const articles = [...this.main.querySelectorAll(".page")];
    this.pages = articles.flatMap((article) => pagesOf(article, this.fitted.get(article)));
    for (const kept of [this.fitted, this.stale])
      for (const article of kept.keys()) if (!article.isConnected) kept.delete(article);
    const again = this.pages.find((page) => page.key === this.shown?.key) ?? this.pages[0];
    if (again) this.show(again);
  }

  /** Brings a page to the front; `settle` has to follow before it is painted. */
  show(page) {
    const before = this.shown?.article;
    if (!("changedRow" in page.article.dataset)) showPart(page.article, page.part);
    if (before !== page.article) {
      page.article.dataset.current = "";
      if (before) this.leave(before);
      if (before) enter(page.article);
    }
    this.shown = page;
    const pages = inLoop(this.pages);
    this.place.mark(pages.indexOf(page), pages.length);
  }

  /** Whether a page that is not sent any more is read to its end: it is on show, as it stands. */
  keeps(node) {
    return node === this.shown?.article && stands(node);
  }

  leave(article) {
    delete article.dataset.current;
    if (!stands(article)) return;
    article.remove();
    this.pages = this.pages.filter((page) => page.article !== article);
    this.stale.delete(article);
  }

  /** Sees to it that what is painted next stands whole. */
  settle() {
    const article = this.shown?.article;
    if (!article) return;
    const kept = "changedRow" in article.dataset || !this.stale.has(article);
    const whole = kept || (this.stale.get(article) && holds(article, this.fitted.get(article)));
    if (!whole) this.refit([article]);
    this.place.giveWay(article);
  }

  /** The page so many steps from the one on show. */
  beside(steps) {
    const at = this.pages.indexOf(this.shown);
    return this.pages[(at + steps + this.pages.length) % this.pages.length];
  }
}
