// What does not fit is left out: the title, then rows from the end, of the longer column
// first. Nothing is made smaller, and how many are left out is said.

/** Leaves as much of `film`, which stands in the page, as there is room for. */
export function makeFit(film) {
  const part = (name) => film.querySelector(`.film-${name}`);
  const columns = [...part("rows").children];
  const edges = (name) => part(name).getBoundingClientRect();
  const fits = () => edges("rows").bottom <= edges("quotes").top && edges("quotes").bottom <= floor();
  const floor = () => film.getBoundingClientRect().bottom;
  film.dataset.fitting = "";
  const head = part("head");
  const high = head.offsetHeight;
  if (!fits()) part("title").hidden = true;
  // Beside the week it may take no room of its own.
  if (head.offsetHeight === high) part("title").hidden = false;
  let left = 0;
  for (; !fits(); left += 1) {
    const fullest = columns.reduce((a, b) => (b.offsetHeight > a.offsetHeight ? b : a));
    if (columns.length < 2 && fullest.childElementCount < 2) break;
    fullest.lastElementChild.remove();
    if (!fullest.childElementCount) columns.splice(columns.indexOf(fullest), 1);
  }
  const more = part("more");
  delete film.dataset.fitting;
  if (left) more.textContent = more.dataset.says.replace("{num}", left);
}
