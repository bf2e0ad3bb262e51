// The wall's pages in their order, and which of them is on show. Only the page on show is measured at
// once; until the others are, in idle time or before they are shown, each article counts as one page.
// A change that leaves the rows as they are is painted first, if it still fits, and measured afterwards.

import { fit, rowsOf } from "../layout/fit.js";
import { inRotation, isUpToDate, pageOf } from "./rotation_schedule.js";
import { pagesOf, showRange } from "../layout/row_range.js";
import { stillFits } from "../layout/still_fits.js";
import { endTurn, leave } from "./turning.js";

const UNMEASURED = { ranges: [[0, Infinity]] };
const isCopy = (node) => "leaving" in (node.dataset ?? {}) && !node.id;

export class PageStack {
  constructor(main, indicator) {
    this.main = main;
    this.indicator = indicator;
    this.fitted = new Map();
    // Articles that have to be measured, and whether they probably fit until then.
    this.stale = new Map();
    this.pages = [];
    this.isMeasured = false;
    this.shown = null;
  }

  /** Measures the article of the page that has a `key`, or else the first one. Returns the page to show. */
  open(key = "") {
    const articles = this.articles();
    const first = articles.find(({ id }) => id === key.split(" ")[0]) ?? articles[0];
    this.refit([first]);
    return this.pages.find((page) => page.key === key) ?? this.pages.find(({ article }) => article === first);
  }

  /** Measures `articles` and puts the pages in order. */
  refit(articles) {
    for (const article of articles) {
      endTurn(article);
      this.fitted.set(article, fit(article));
      this.stale.delete(article);
    }
    this.order();
  }

  /** Has all articles measured again, the one on show at once. */
  refitAll() {
    this.fitted.clear();
    this.order();
  }

  /** Takes in changed `articles`. Those with different rows have to be measured before they are shown. */
  takeChanges(articles) {
    for (const article of articles)
      if (rowsOf(article) === this.fitted.get(article)?.rows) this.markStale(article, true);
      else this.fitted.delete(article);
    this.order();
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
    const current = this.shown?.article;
    if (current?.isConnected && !this.fitted.has(current)) return this.refit([current]);
    const articles = this.articles();
    for (const map of [this.fitted, this.stale])
      for (const article of map.keys()) if (!article.isConnected) map.delete(article);
    const unmeasured = articles.filter((article) => !this.fitted.has(article));
    for (const article of unmeasured) this.markStale(article, false);
    this.isMeasured = !unmeasured.length;
    this.main.toggleAttribute("data-unmeasured", !this.isMeasured);
    this.pages = articles.flatMap((article) => pagesOf(article, this.fitted.get(article) ?? UNMEASURED));
    if (this.shown && this.pages.length) this.show(this.again());
  }

  // The page on show after its article was measured again.
  again() {
    const { key, article } = this.shown;
    const same = this.pages.find((page) => page.key === key);
    return same ?? this.pages.find((page) => page.article === article) ?? this.pages[0];
  }

  // Measures an article that is not measured yet. Returns its page at an index.
  measured(article, at = 0) {
    this.refit([article]);
    return this.pages.filter((page) => page.article === article).at(at);
  }

  /** Brings a page to the front. Call ensureFit() before it is painted. `isGrown`: with its rows as
   *  large as they fit. */
  show(page, isGrown = true) {
    if (!this.fitted.has(page.article)) return this.show(this.measured(page.article), isGrown);
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
    if (this.isMeasured) this.indicator.show(pages.indexOf(page), pages.length);
    else if (isTurn) this.indicator.clear();
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
    const page = this.pages[(at + steps + this.pages.length) % this.pages.length];
    return this.fitted.has(page.article) ? page : this.measured(page.article, steps < 0 ? -1 : 0);
  }

  /** The page that shows a row, or undefined. */
  pageOf(articleId, rowId) {
    const page = pageOf(this.pages, articleId, rowId);
    if (!page || this.fitted.has(page.article)) return page;
    this.refit([page.article]);
    return pageOf(this.pages, articleId, rowId);
  }
}
