// Where on the wall the page on show stands: a dot for each page, or its number where they are many.

const DOTS = 12;

export class Place {
  constructor(element) {
    this.element = element;
    this.dots = element.querySelector(".dots");
    this.count = element.querySelector(".count");
  }

  /** Marks the page at `at` of so many; -1: it is none of them. */
  mark(at, pages) {
    const few = pages <= (innerWidth < innerHeight ? DOTS / 3 : DOTS);
    const dots = few && pages > 1 ? pages : 0;
    while (this.dots.children.length > dots) this.dots.lastChild.remove();
    while (this.dots.children.length < dots) this.dots.append(document.createElement("i"));
    [...this.dots.children].forEach((dot, index) => dot.classList.toggle("here", index === at));
    const count = few || at < 0 ? "" : `${at + 1} / ${pages}`;
    if (this.count.textContent !== count) this.count.textContent = count;
  }

  /** Where the name of an article's cycle is long, or more is said in its line, the place goes. */
  giveWay(article) {
    const place = this.element.getBoundingClientRect();
    const meets = (part) => {
      const { left, right, top, bottom } = part.getBoundingClientRect();
      const across = right >= place.left && left <= place.right;
      return right > left && across && bottom >= place.top && top <= place.bottom;
    };
    const apart = ![...article.querySelectorAll(".cycle, .part")].some(meets);
    this.element.toggleAttribute("data-no-room", !apart);
  }
}
