// A change brings its page to the front, with the previous value and the note. Several changes
// follow one another.

import { mark, unmark } from "./markup.js";
import { animateChange } from "../pages/transitions.js";
import { spaceForNote } from "./note_space.js";
import { groupChanges, latestPerRow, rowId } from "./grouping.js";

const ANNOUNCEMENT_TIME = 12_000;

export class Announcer {
  /** `stack` shows pages; `onIdle()` is called when every change has been announced. */
  constructor(stack, onIdle) {
    this.stack = stack;
    this.onIdle = onIdle;
    this.queue = [];
    [this.lastChange, this.now, this.isPaused] = [undefined, null, false];
  }

  /** Queues the changes in `list`. Those of the first paint count as known; one that is missing was
   *  undone. `articles` have just been updated, which removed their announcement's markup. */
  takeChanges(list, articles = []) {
    const items = [...list.children].map((item) => ({ ...item.dataset, item }));
    const fresh = items.filter(({ change }) => this.lastChange !== undefined && change > this.lastChange);
    // The number of an undone change is used again by the next one.
    this.lastChange = Math.max(0, ...items.map(({ change }) => change));
    const isPresent = ({ change }) => items.some((item) => item.change === change);
    const undone = this.now?.changes.some((change) => !isPresent(change));
    const pending = [...(undone ? this.now.changes : []), ...this.queue].filter(isPresent);
    this.queue = latestPerRow([...pending, ...fresh]);
    if (undone) return this.announceNext();
    const again = this.queue.find(({ row }) => !this.now?.summed && row === this.now?.changes[0].row);
    if (again) this.announce({ ...this.now, changes: [again] });
    else if (this.now) articles.some(({ id }) => id === this.now.about) && this.mark();
    else if (fresh.length) this.announceNext();
  }

  /** Announces the next change, or ends when there is none. */
  announceNext() {
    clearTimeout(this.timer);
    const all = groupChanges(this.queue, this.stack.pages);
    this.queue = all.flatMap(({ changes }) => changes);
    // A paused page stays, so only its own changes are announced.
    const current = this.stack.shown?.article.id;
    const ready = all.filter(({ about }) => !this.isPaused || about === current);
    const announcement = ready.find(({ about }) => about === current) ?? ready[0];
    if (announcement) return this.announce(announcement);
    this.unmark();
    this.onIdle();
  }

  announce(announcement) {
    clearTimeout(this.timer);
    this.unmark();
    this.queue = this.queue.filter((one) => !announcement.changes.includes(one));
    const row = rowId(announcement, announcement.changes.at(-1));
    const page = this.stack.pageOf(announcement.about, row);
    if (!page) return this.announceNext();
    this.now = { ...announcement, piece: 0 };
    // Its note needs the room.
    this.stack.show(page, false);
    for (const begin of this.mark()) begin?.();
    this.scheduleNext();
  }

  scheduleNext() {
    const next = () => animateChange(this.stack, () => this.showNextPiece());
    this.timer = setTimeout(next, ANNOUNCEMENT_TIME);
  }

  // A note that is too long for its page continues.
  showNextPiece() {
    if (++this.now.piece >= this.note.pieces) return this.announceNext();
    this.note.show(this.now.piece);
    this.scheduleNext();
  }

  /** Puts the current announcement into the page on show. Returns what starts its animations. */
  mark() {
    const { article, range } = this.stack.shown;
    const begin = mark(article, this.now);
    this.note = { pieces: 1 };
    if (!("changedRow" in article.dataset)) return begin;
    this.note = spaceForNote(article, range, this.stack.fitted.get(article));
    this.note.show(Math.min(this.now.piece, this.note.pieces - 1));
    return begin;
  }

  /** Ends the current announcement, because somebody turns pages by hand. */
  stop() {
    clearTimeout(this.timer);
    this.unmark();
    this.stack.ensureFit();
  }

  unmark() {
    const article = document.getElementById(this.now?.about);
    this.now = null;
    if (!article) return;
    unmark(article);
    this.stack.markStale(article, false);
  }
}
