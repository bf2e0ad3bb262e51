// A note that is longer than its page is told in pieces, one after another: nothing of it is cut.

// Letters of a note that are worth a page; for fewer, more of what stands beside it goes first.
const WORTH = 100;
// The least share of what would fit that a piece may be, so that it ends with a sentence.
const SHARE = 0.5;
const ENDS = /[.!?。！？؟]["”»“)]?\s*$/u;
const segmenter = new Intl.Segmenter(undefined, { granularity: "word" });

/** The note told in `line`: its text, and the texts it has to be told in where it is too long;
 *  `fits()` says whether what stands there now does. */
export class Note {
  constructor(line, fits) {
    this.span = line.querySelector(".note > span");
    this.fits = fits;
    this.text = this.span?.textContent ?? "";
  }

  /** The pieces that the note has to be told in; null if they are too short to be worth it,
   *  unless they are the `last` that can be done. */
  pieces(last) {
    if (!this.span) return null;
    const pieces = [];
    const places = cuts(this.text);
    for (let from = 0; from < places.length - 1; ) {
      const to = this.most(places, from);
      pieces.push(this.text.slice(places[from], places[to]));
      from = to;
    }
    this.say([this.text], 0);
    return last || pieces[0].length >= Math.min(WORTH, this.text.length) ? pieces : null;
  }

  /** Puts one of the pieces in, and which it is. */
  say(pieces, at) {
    const { span } = this;
    span.textContent = pieces[at].trim();
    span.parentElement.querySelector(".piece")?.remove();
    if (pieces.length < 2) return;
    span.insertAdjacentHTML("afterend", ' <span class="signed piece"></span>');
    span.parentElement.querySelector(".piece").textContent = `${at + 1} / ${pieces.length}`;
  }

  // The last place that a piece from a place may go to: one word more would not fit.
  most(places, from) {
    const fitting = (to) => {
      this.say([this.text.slice(places[from], places[to]), ""], 0);
      return this.fits();
    };
    let [least, over] = [from + 1, places.length];
    while (over - least > 1) {
      const middle = (least + over) >> 1;
      if (fitting(middle)) least = middle;
      else over = middle;
    }
    if (least === places.length - 1) return least;
    for (let to = least; to - from > SHARE * (least - from); to--)
      if (ENDS.test(this.text.slice(0, places[to]))) return to;
    return least;
  }
}

// Where words begin, and the end.
function cuts(text) {
  const words = [...segmenter.segment(text)].filter(({ isWordLike }) => isWordLike);
  return [0, ...words.slice(1).map(({ index }) => index), text.length];
}
