// Where on the wall the page on show stands: a dot for each page, or its number where they are many.

const DOTS = 12;

export class Place {
  constructor(element) {
    this.element = element;
    this.dots = element.querySelector(".dots");
    this.count = element.querySelector(".count");
  }

  /** Marks the page at `at` of so many. */
  mark(at, pages) {
    const few = pages <= (innerWidth < innerHeight ? DOTS / 3 : DOTS);
    const dots = few && pages > 1 ? pages : 0;
    while (this.dots.children.length > dots) this.dots.lastChild.remove();
    while (this.dots.children.length < dots) this.dots.append(document.createElement("i"));
    [...this.dots.children].forEach((dot, index) => dot.classList.toggle("here", index === at));
    const count = few ? "" : `${at + 1} / ${pages}`;
    if (this.count.textContent !== count) this.count.textContent = count;
  }

  /** Where the name of an article's cycle is long, the place goes first. */
  giveWay(article) {
    const cycle = article.querySelector(".cycle");
    const [name, place] = [cycle, this.element].map((part) => part?.getBoundingClientRect());
    const apart = !name || name.right < place.left || place.right < name.left;
    this.element.toggleAttribute("data-on-no-room", !apart);
  }
}
