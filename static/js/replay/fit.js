// Leaves out what does not fit: the title, then rows from the end, starting with the longer column.
// Nothing is made smaller, and the film says how many rows are missing.

/** Keeps as much of `film` as fits. The film must already be in the page. */
export function fitFilm(film) {
  const part = (name) => film.querySelector(`.film-${name}`);
  const columns = [...part("rows").children];
  const edges = (name) => part(name).getBoundingClientRect();
  const fits = () => edges("rows").bottom <= edges("quotes").top && edges("quotes").bottom <= floor();
  const floor = () => film.getBoundingClientRect().bottom;
  film.dataset.fitting = "";
  const head = part("head");
  const high = head.offsetHeight;
  if (!fits()) part("title").hidden = true;
  // Beside the week the title may need no space of its own.
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
