// Shows the position of the page on show: a dot for each page, or its number where there are many.

const MAX_DOTS = 6;

export class PageIndicator {
  constructor(element) {
    this.element = element;
    this.dots = element.querySelector(".dots");
    this.count = element.querySelector(".count");
  }

  /** Marks the page at index `at` of `pages`; -1 is none of them. */
  show(at, pages) {
    const few = pages <= MAX_DOTS;
    const dots = few && pages > 1 ? pages : 0;
    while (this.dots.children.length > dots) this.dots.lastChild.remove();
    while (this.dots.children.length < dots) this.dots.append(document.createElement("i"));
    [...this.dots.children].forEach((dot, index) => dot.classList.toggle("here", index === at));
    const count = few || at < 0 ? "" : `${at + 1} / ${pages}`;
    if (this.count.textContent !== count) this.count.textContent = count;
  }

  /** Shows nothing, while the number of pages is unknown. */
  clear() {
    this.show(-1, 0);
  }

  /** Hides the indicator where a long cycle name or row range needs its space. */
  hideIfOverlapping(article) {
    const own = this.element.getBoundingClientRect();
    const overlaps = (part) => {
      const { left, right, top, bottom } = part.getBoundingClientRect();
      const across = right >= own.left && left <= own.right;
      return right > left && across && bottom >= own.top && top <= own.bottom;
    };
    const isOverlapping = [...article.querySelectorAll(".cycle, .week, .left, .part")].some(overlaps);
    this.element.toggleAttribute("data-no-room", isOverlapping);
  }
}
