// A change brings its page forward with what it was and the note, several one after another.

import { dress, undress } from "./markup.js";
import { moving } from "../pages/transitions.js";
import { pageOf } from "../pages/rotation_schedule.js";
import { makeRoom } from "./note_space.js";
import { latest, rowId, tellings } from "./grouping.js";

const TELL = 12_000;

export class Announcer {
  /** `stage` shows pages; `rest()` is called when all is told. */
  constructor(stage, rest) {
    this.stage = stage;
    this.rest = rest;
    this.queue = [];
    [this.told, this.now, this.held] = [undefined, null, false];
  }

  /** Takes in the changes that stand in the page: those of the first paint are known already, one
   *  that stands no more is undone. `articles` have been changed: what was told on them is gone. */
  hear(list, articles = []) {
    const items = [...list.children].map((item) => ({ ...item.dataset, item }));
    const fresh = items.filter(({ change }) => this.told !== undefined && change > this.told);
    // The number of one that is undone is given to the next.
    this.told = Math.max(0, ...items.map(({ change }) => change));
    const stands = ({ change }) => items.some((item) => item.change === change);
    const undone = this.now?.changes.some((change) => !stands(change));
    const untold = [...(undone ? this.now.changes : []), ...this.queue].filter(stands);
    this.queue = latest([...untold, ...fresh]);
    if (undone) return this.next();
    const again = this.queue.find(({ row }) => !this.now?.summed && row === this.now?.changes[0].row);
    if (again) this.tell({ ...this.now, changes: [again] });
    else if (this.now) articles.some(({ id }) => id === this.now.about) && this.dress();
    else if (fresh.length) this.next();
  }

  /** Tells what is next, or ends telling. */
  next() {
    clearTimeout(this.timer);
    const all = tellings(this.queue, this.stage.pages);
    this.queue = all.flatMap(({ changes }) => changes);
    // A held page stays: only what is on it is told.
    const here = this.stage.shown?.article.id;
    const ready = all.filter(({ about }) => !this.held || about === here);
    const telling = ready.find(({ about }) => about === here) ?? ready[0];
    if (telling) return this.tell(telling);
    this.undress();
    this.rest();
  }

  tell(telling) {
    clearTimeout(this.timer);
    this.undress();
    this.queue = this.queue.filter((one) => !telling.changes.includes(one));
    const page = pageOf(this.stage.pages, telling.about, rowId(telling, telling.changes.at(-1)));
    if (!page) return this.next();
    this.now = { ...telling, piece: 0 };
    this.stage.show(page);
    for (const begin of this.dress()) begin?.();
    this.wait();
  }

  wait() {
    this.timer = setTimeout(() => moving(this.stage, () => this.goOn()), TELL);
  }

  // A note longer than its page goes on.
  goOn() {
    if (++this.now.piece >= this.note.pieces) return this.next();
    this.note.say(this.now.piece);
    this.wait();
  }

  /** Puts what is being told into the page on show. Returns what sets its bars going. */
  dress() {
    const { article, part } = this.stage.shown;
    const begin = dress(article, this.now);
    this.note = { pieces: 1 };
    if (!("changedRow" in article.dataset)) return begin;
    this.note = makeRoom(article, part, this.stage.fitted.get(article));
    this.note.say(Math.min(this.now.piece, this.note.pieces - 1));
    return begin;
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
    undress(article);
    this.stage.outdate(article, false);
  }
}
