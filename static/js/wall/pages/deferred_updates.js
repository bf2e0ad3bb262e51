// While a wall is paused, updates of pages that are not on show wait until pages are turned again,
// so that they are neither measured nor painted.

// The rotation's list of pages changes with each turn. The rest after the pages concerns the wall
// itself.
const ROTATION = /<p id="loop"[^>]*>/;
const afterPages = (html) => html.slice(html.lastIndexOf("</article>")).replace(ROTATION, "");

export class DeferredUpdates {
  /** `apply(html)` shows a state; `pausedPage()` returns the page that stays on show, if any. */
  constructor(apply, pausedPage) {
    Object.assign(this, { apply, pausedPage, after: "", html: "" });
  }

  /** Shows a state, or defers it if neither the page on show nor the wall itself has changed. */
  show = (html) => {
    const after = afterPages(html);
    const page = after === this.after && this.pausedPage();
    this.after = after;
    this.html = page && isUnchanged(html, page) ? html : "";
    if (!this.html) this.apply(html);
  };

  /** Shows the deferred state: the wall continues, or pages are turned by hand. */
  flush() {
    const { html } = this;
    this.html = "";
    if (html) this.apply(html);
  }
}

// The page is sent with the same version, or listed as up to date.
const isUnchanged = (html, { id, dataset: { version } }) =>
  html.includes(`id="${id}" data-version="${version}"`) || html.includes(`${id}:${version} `);
