// Splits a note that is too long for its page into pieces, shown one after another. Nothing is cut.

// The fewest letters of a note that are worth a page. Before that, more of the page is hidden.
const MIN_LETTERS = 100;
// The least share of the space that a piece may fill, so that it ends with a sentence.
const MIN_SHARE = 0.5;
const SENTENCE_END = /[.!?。！？؟]["”»“)]?\s*$/u;
const segmenter = new Intl.Segmenter(undefined, { granularity: "word" });

/** The note in `line`; `fits()` says whether its current text fits. */
export class Note {
  constructor(line, fits) {
    this.span = line.querySelector(".note > span");
    this.fits = fits;
    this.text = this.span?.textContent ?? "";
  }

  /** The pieces of the note, or null if they are too short to be worth it. As a `last` resort they
   *  may be short. */
  pieces(last) {
    if (!this.span) return null;
    const pieces = [];
    const places = wordBoundaries(this.text);
    for (let from = 0; from < places.length - 1; ) {
      const to = this.lastFitting(places, from);
      pieces.push(this.text.slice(places[from], places[to]));
      from = to;
    }
    this.show([this.text], 0);
    return last || pieces[0].length >= Math.min(MIN_LETTERS, this.text.length) ? pieces : null;
  }

  /** Shows one of the pieces, with its number. */
  show(pieces, at) {
    const { span } = this;
    span.textContent = pieces[at].trim();
    span.parentElement.querySelector(".piece")?.remove();
    if (pieces.length < 2) return;
    span.insertAdjacentHTML("afterend", ' <span class="signed piece"></span>');
    span.parentElement.querySelector(".piece").textContent = `${at + 1} / ${pieces.length}`;
  }

  // The last boundary up to which a piece still fits.
  lastFitting(places, from) {
    const fitting = (to) => {
      this.show([this.text.slice(places[from], places[to]), ""], 0);
      return this.fits();
    };
    let [least, over] = [from + 1, places.length];
    while (over - least > 1) {
      const middle = (least + over) >> 1;
      if (fitting(middle)) least = middle;
      else over = middle;
    }
    if (least === places.length - 1) return least;
    for (let to = least; to - from > MIN_SHARE * (least - from); to--)
      if (SENTENCE_END.test(this.text.slice(0, places[to]))) return to;
    return least;
  }
}

// The start of each word, and the end of the text.
function wordBoundaries(text) {
  const words = [...segmenter.segment(text)].filter(({ isWordLike }) => isWordLike);
  return [0, ...words.slice(1).map(({ index }) => index), text.length];
}
