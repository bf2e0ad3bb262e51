// Which pages are turned through, and how long each stays: what the server says in #loop.

const DWELL = 10_000;
const LEAST = 5_000;
export const HOME_EVERY = 45_000;

const said = () => document.getElementById("loop")?.dataset ?? {};
const has = (list, name) => (list ?? "").split(" ").includes(name);

/** Those of `pages` that are turned through: others are there to be told on. */
export function inLoop(pages) {
  const { pages: ids } = said();
  return ids ? pages.filter(({ article }) => has(ids, article.id)) : pages;
}

/** Whether an article that is not sent for now shows what it would if it were. */
export const stands = ({ id, dataset }) => has(said().standing, `${id}:${dataset.version}`);

/** Milliseconds that a page stays, so that the overview and so many others make a loop in time:
 *  only the browser knows how many pages the rows take. */
export function dwell(others) {
  const own = Number(document.getElementById("screen")?.dataset.dwell ?? 0);
  if (own) return own * 1000;
  const { seconds } = said();
  if (!seconds) return DWELL;
  const showings = others + Math.ceil(others / (HOME_EVERY / DWELL - 1));
  return Math.max(LEAST, Math.min(DWELL, (seconds * 1000) / showings));
}

/** The one of `pages` on which a row stands, or undefined. */
export const pageOf = (pages, articleId, rowId) =>
  pages.find(({ article, part: [from, to] }) => {
    if (article.id !== articleId) return false;
    const at = [...article.querySelectorAll(".row")].findIndex((row) => row.id === rowId);
    return at >= from && at < to;
  });
