// A held wall has nothing to do with what it does not show: what a state says of other pages waits
// until pages are turned again, so that another loop's turn is neither measured nor painted.

// Which pages the loop has changes with its turn; what else stands behind the pages is the wall's.
const LOOP = /<p id="loop"[^>]*>/;
const behindPages = (html) => html.slice(html.lastIndexOf("</article>")).replace(LOOP, "");

export class Waiting {
  /** `take(html)` shows a state; `resting()` gives the page that stays on show, if one does. */
  constructor(take, resting) {
    Object.assign(this, { take, resting, behind: "", html: "" });
  }

  /** Shows a state, or lets it wait if it says nothing new of the page that stays on show, nor of
   *  the wall itself. */
  show = (html) => {
    const behind = behindPages(html);
    const page = behind === this.behind && this.resting();
    this.behind = behind;
    this.html = page && stands(html, page) ? html : "";
    if (!this.html) this.take(html);
  };

  /** Shows what has waited: the wall goes on, or is turned by hand. */
  end() {
    const { html } = this;
    this.html = "";
    if (html) this.take(html);
  }
}

// Sent as it is, or said to stand as it is.
const stands = (html, { id, dataset: { version } }) =>
  html.includes(`id="${id}" data-version="${version}"`) || html.includes(`${id}:${version} `);
