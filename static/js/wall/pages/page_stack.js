// The wall's pages in their order, and which of them is on show. Pages are measured when rows come
// or go. Any other change is painted first, if it still fits, and measured afterwards.

import { fit, rowsOf } from "../layout/fit.js";
import { inRotation, isUpToDate } from "./rotation_schedule.js";
import { pagesOf, showRange } from "../layout/row_range.js";
import { stillFits } from "../layout/still_fits.js";
import { endTurn, leave } from "./turning.js";

const isAnnouncedOn = (article) => Boolean(article.querySelector(".row:is([data-key-result], [data-objective])"));
const isCopy = (node) => "leaving" in (node.dataset ?? {}) && !node.id;

export class PageStack {
  constructor(main, indicator) {
    this.main = main;
    this.indicator = indicator;
    this.fitted = new Map();
    // Articles that have to be measured, and whether they probably fit until then.
    this.stale = new Map();
    this.pages = [];
    this.shown = null;
  }

  /** Measures `articles` (by default all) and puts the pages in order. */
  refit(articles = this.articles()) {
    for (const article of articles) {
      endTurn(article);
      this.fitted.set(article, fit(article));
      this.stale.delete(article);
    }
    this.order();
  }

  /** Takes in changed `articles`. Only those with different rows are measured at once, if anything is shown
   *  or announced on them; a list of what moved is measured before it is its turn. */
  takeChanges(articles) {
    const hasSameRows = (article) => rowsOf(article) === this.fitted.get(article)?.rows;
    const canWait = (article) => this.fitted.has(article) && article !== this.shown?.article && !isAnnouncedOn(article);
    for (const article of articles.filter(hasSameRows)) this.markStale(article, true);
    const others = articles.filter((article) => !hasSameRows(article));
    for (const article of others.filter(canWait)) this.markStale(article, false);
    this.refit(others.filter((article) => !canWait(article)));
  }

  /** Has an article measured: before it is shown, or later if it `mayFit` as it is. */
  markStale(article, mayFit) {
    this.stale.set(article, mayFit && this.stale.get(article) !== false);
  }

  /** Measures what is stale, except for an article with an announcement on it. */
  measureStale() {
    const stale = [...this.stale.keys()].filter(({ dataset }) => !("changedRow" in dataset));
    if (stale.length) this.refit(stale);
    this.ensureFit();
  }

  /** Measures one of the stale articles. Returns whether there was one. */
  measureNext() {
    const next = [...this.stale.keys()].find(({ dataset }) => !("changedRow" in dataset));
    if (next) this.refit([next]);
    this.ensureFit();
    return Boolean(next);
  }

  /** All articles, without the copy of a page that leaves (turning.js). */
  articles() {
    return [...this.main.querySelectorAll(".page[id]")];
  }

  order() {
    this.pages = this.articles().flatMap((article) => pagesOf(article, this.fitted.get(article)));
    for (const map of [this.fitted, this.stale])
      for (const article of map.keys()) if (!article.isConnected) map.delete(article);
    const again = this.pages.find((page) => page.key === this.shown?.key) ?? this.pages[0];
    if (again) this.show(again);
  }

  /** Brings a page to the front. Call ensureFit() before it is painted. `isGrown`: with its rows as
   *  large as they fit. */
  show(page, isGrown = true) {
    const before = this.shown?.article;
    const isTurn = before && this.shown.key !== page.key;
    const begin = isTurn && leave(before, before === page.article || isUpToDate(before));
    if (!("changedRow" in page.article.dataset)) showRange(page.article, page.range, isGrown);
    if (before !== page.article) {
      page.article.dataset.current = "";
      if (before) this.hide(before);
    }
    if (begin) begin(page.article);
    this.shown = page;
    const pages = inRotation(this.pages);
    this.indicator.show(pages.indexOf(page), pages.length);
  }

  /** Whether a page that the server no longer sends stays for now: it is on show and up to date, or
   *  leaves. */
  keeps(node) {
    return (node === this.shown?.article && isUpToDate(node)) || isCopy(node);
  }

  hide(article) {
    delete article.dataset.current;
    if (!isUpToDate(article)) return;
    article.remove();
    this.pages = this.pages.filter((page) => page.article !== article);
    this.stale.delete(article);
  }

  /** Makes sure that what is painted next fits its page. */
  ensureFit() {
    const article = this.shown?.article;
    if (!article) return;
    const isMeasured = "changedRow" in article.dataset || !this.stale.has(article);
    const mayFit = this.stale.get(article);
    const fits = isMeasured || (mayFit && stillFits(article, this.fitted.get(article)));
    if (!fits) this.refit([article]);
    this.indicator.hideIfOverlapping(article);
  }

  /** The page `steps` after the one on show. */
  pageAt(steps) {
    const at = this.pages.indexOf(this.shown);
    return this.pages[(at + steps + this.pages.length) % this.pages.length];
  }
}
