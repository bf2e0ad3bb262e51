// The wall's pages in their order, and the one that is on show.

import { fit, showPart } from "./fit.js";
import { enter } from "./glide.js";

const DOTS = 12;

export class Stage {
  constructor(main, place) {
    this.main = main;
    this.place = place;
    this.dots = place.querySelector(".dots");
    this.count = place.querySelector(".count");
    this.parts = new Map();
    this.pages = [];
    this.shown = null;
  }

  /** Measures `articles` (all of them unless told) and puts the pages in order anew. */
  refit(articles = this.main.querySelectorAll(".page")) {
    for (const article of articles) this.parts.set(article, fit(article));
    this.pages = [...this.main.querySelectorAll(".page")].flatMap((article) =>
      this.parts.get(article).map((part) => ({ article, part, key: `${article.id} ${part[0]}` })),
    );
    for (const article of this.parts.keys()) if (!article.isConnected) this.parts.delete(article);
    const again = this.pages.find((page) => page.key === this.shown?.key) ?? this.pages[0];
    if (again) this.show(again);
  }

  /** Brings a page to the front. */
  show(page) {
    const before = this.shown?.article;
    showPart(page.article, page.part);
    if (before !== page.article) {
      delete before?.dataset.onShow;
      page.article.dataset.onShow = "";
      if (before) enter(page.article);
    }
    this.shown = page;
    this.mark();
  }

  /** The page so many steps from the one on show. */
  beside(steps) {
    const at = this.pages.indexOf(this.shown);
    return this.pages[(at + steps + this.pages.length) % this.pages.length];
  }

  /** The page on which a row stands, or undefined. */
  pageOf(articleId, rowId) {
    return this.pages.find(({ article, part: [from, to] }) => {
      if (article.id !== articleId) return false;
      const at = [...article.querySelectorAll(".row")].findIndex((row) => row.id === rowId);
      return at >= from && at < to;
    });
  }

  mark() {
    const at = this.pages.indexOf(this.shown);
    const few = this.pages.length <= (innerWidth < innerHeight ? DOTS / 3 : DOTS);
    this.dots.replaceChildren(
      ...(few && this.pages.length > 1 ? this.pages : []).map((_, index) => {
        const dot = document.createElement("i");
        dot.classList.toggle("here", index === at);
        return dot;
      }),
    );
    this.count.textContent = few ? "" : `${at + 1} / ${this.pages.length}`;
    // Where a cycle's name is long, the place goes first.
    const cycle = this.shown.article.querySelector(".cycle");
    const [name, place] = [cycle, this.place].map((part) => part?.getBoundingClientRect());
    const apart = !name || name.right < place.left || place.right < name.left;
    this.place.toggleAttribute("data-on-no-room", !apart);
  }
}
