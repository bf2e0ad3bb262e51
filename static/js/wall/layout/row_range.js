// One of the pages that an article's rows have been put on: this only hides and shows.

// How each article's sheet is set: with `rows`, and where its head is `alone`.
const looks = new WeakMap();

/** The page that has an article's head alone, before its rows. */
export const HEAD = [0, 0];

/** Notes how an article was fitted: {rows, alone}, each {relief, size, text}. */
export const remember = (article, fitted) => looks.set(article, fitted);

/** The pages of an article that has so many `parts`. */
export const pagesOf = (article, { parts }) =>
  parts.map((part) => ({ article, part, key: `${article.id} ${part[1] ? part[0] : "head"}` }));

/** Shows one page of an article: its rows, and which of how many they are. */
export function showPart(article, [from, to]) {
  const { dataset } = article.firstElementChild;
  const { relief, size, text } = looks.get(article)[to ? "rows" : "alone"];
  put(dataset, "hiddenParts", relief);
  put(dataset, "titleSize", size);
  put(dataset, "textSize", text);
  const list = article.querySelector(".rows");
  const rows = [...list.children];
  const count = Number(list.dataset.count ?? rows.length);
  rows.forEach((row, at) => put(row, "hidden", at < from || at >= to));
  const part = article.querySelector(".part");
  // Rows before those of this article stand in another.
  const first = Number(list.dataset.first ?? 0);
  const whole = !to || (from === 0 && to === count);
  if (part) put(part, "textContent", whole ? "" : said(part, first + from, first + to, count));
}

/** What `part` says of the rows from one to before another, of so many. */
export const said = ({ dataset }, from, to, count) =>
  dataset[to - from === 1 ? "one" : "part"]
    .replace("{from}", from + 1).replace("{to}", to).replace("{count}", count)
    .replace("–", "–\u2060"); // no line ends between the two

// What is set to what it is would be styled again.
function put(element, name, value) {
  if (element[name] !== value) element[name] = value;
}
