// A change brings its page forward with what it was and the note, several one after another.

import { filling, moving, stretch } from "./glide.js";
import { pageOf } from "./loop.js";
import { makeRoom } from "./room.js";

const TELL = 12_000;
// More than this at once is not told one by one: the newest of each key result, and no more.
const MOST = 5;
const ADDED = ".was, .moved, .note";

export class Announcer {
  /** `stage` shows pages; `rest()` is called when all is told. */
  constructor(stage, rest) {
    this.stage = stage;
    this.rest = rest;
    this.queue = [];
    this.told = undefined;
    this.now = null;
    this.held = false;
  }

  /** Takes in the changes that stand in the page; those of the first paint are known already.
   *  `articles` have been changed, so that what was told on them is gone. */
  hear(list, articles = []) {
    const items = [...list.children].map((item) => ({ ...item.dataset, item }));
    const newest = items.reduce((most, { change }) => Math.max(most, change), this.told ?? 0);
    const fresh = items.filter(({ change }) => this.told !== undefined && change > this.told);
    this.told = newest;
    for (const change of fresh) {
      this.queue = this.queue.filter(({ row }) => row !== change.row);
      this.queue.push(change);
    }
    this.queue = this.queue.slice(-MOST);
    const again = this.queue.find(({ row }) => row === this.now?.row);
    if (again) this.tell(again);
    else if (this.now) articles.some(({ id }) => id === this.now.about) && this.dress();
    else if (fresh.length) this.next();
  }

  /** Tells the next change, or ends telling. */
  next() {
    clearTimeout(this.timer);
    // A held page stays: only what is on it is told.
    const here = this.stage.shown?.article.id;
    const ready = this.queue.filter(({ about }) => !this.held || about === here);
    const change = ready.find(({ about }) => about === here) ?? ready[0];
    if (change) return this.tell(change);
    this.undress();
    this.rest();
  }

  tell(change) {
    clearTimeout(this.timer);
    this.undress();
    this.queue = this.queue.filter((one) => one !== change);
    const page = pageOf(this.stage.pages, change.about, `row-${change.row}`);
    if (!page) return this.next();
    this.now = change;
    this.stage.show(page);
    const row = this.dress();
    filling(row, change.from, row.querySelector(".bar").dataset.fill)?.();
    this.timer = setTimeout(() => moving(this.stage, () => this.next()), TELL);
  }

  /** Puts what is being told into the page on show. */
  dress() {
    const { row: code, item, from } = this.now;
    const { article, part } = this.stage.shown;
    const row = article.querySelector(`#row-${code}`);
    if (!row) return null;
    for (const one of article.querySelectorAll(ADDED)) one.remove();
    article.dataset.onMoved = "";
    row.dataset.onMoved = "";
    row.querySelector(".said").append(item.querySelector(".was").cloneNode(true));
    const note = item.querySelector(".note");
    article.querySelector(".note-line").replaceChildren(...(note ? [note.cloneNode(true)] : []));
    stretch(row.querySelector(".bar"), from);
    makeRoom(article, part, this.stage.fitted.get(article));
    return row;
  }

  /** Ends what is being told; somebody turns pages by hand. */
  stop() {
    clearTimeout(this.timer);
    this.undress();
    this.stage.freshen();
  }

  undress() {
    const article = document.getElementById(this.now?.about);
    this.now = null;
    if (!article) return;
    delete article.dataset.onMoved;
    for (const row of article.querySelectorAll("[data-on-moved]")) delete row.dataset.onMoved;
    for (const one of article.querySelectorAll(ADDED)) one.remove();
    this.stage.outdate(article, false);
  }
}
