// Which pages are turned through, and how long each stays: what the server says in #loop.

const DWELL = 10_000;
const LEAST = 5_000;
export const HOME_EVERY = 45_000;

const said = () => document.getElementById("loop")?.dataset ?? {};
const has = (list, name) => (list ?? "").split(" ").includes(name);

/** Those of `pages` that are turned through: others are there to be told on, or have another turn.
 *  Of an article in many parts a loop shows some, which the server counts and only the browser has. */
export function inLoop(pages) {
  const { pages: ids, visits = "" } = said();
  if (!ids) return pages;
  const turns = new Map(visits.split(" ").map((visit) => [visit.split(":", 1)[0], visit.split(":")]));
  return [...Map.groupBy(pages, ({ article }) => article)].flatMap(([{ id }, parts]) =>
    has(ids, id) ? parts.filter((_, at) => isTurn(at, parts.length, turns.get(id))) : [],
  );
}

// Whether it is a part's turn, of so many: they are counted around, those behind a head apart.
function isTurn(at, count, [, number, most, head] = []) {
  if (!most || most >= count) return true;
  const [first, shown, all] = head ? [number * (most - 1) + 1, most - 1, count - 1] : [number, most, count];
  return (head && at === 0) || (((at - first) % all) + all) % all < shown;
}

/** Names the loop: another one has another name. */
export const loopName = () => said().until ?? "";

/** The least time that a page stays which the next loop comes upon. */
export const leastStay = (page) => own(page) || LEAST;

/** Whether an article that is not sent for now shows what it would if it were. */
export const stands = ({ id, dataset }) => has(said().standing, `${id}:${dataset.version}`);

/** Milliseconds that a page stays: its kind's own time, else the screen's, else as long as the
 *  overview and so many others have in a loop. Only the browser knows how many pages rows take. */
export function stay(page, others) {
  return (page && own(page)) || dwell(others);
}

/** Milliseconds that a loop takes, with the overview (where there is one) in between. */
export function loopOf(home, others) {
  const away = sum(others.map((page) => stay(page, others)));
  if (!home) return away;
  const there = stay(home, others);
  return away + there * Math.ceil(away / Math.max(there, HOME_EVERY - there));
}

function own({ article }) {
  const [, seconds] = said().stays?.match(new RegExp(`(?:^| )${article.id}:(\\d+)`)) ?? [];
  return seconds * 1000 || 0;
}

function dwell(others) {
  const asked = Number(document.getElementById("screen")?.dataset.dwell ?? 0);
  if (asked) return asked * 1000;
  const { seconds } = said();
  if (!seconds) return DWELL;
  const taken = others.map(own).filter(Boolean);
  const showings = others.length - taken.length + Math.ceil(others.length / (HOME_EVERY / DWELL - 1));
  return Math.max(LEAST, Math.min(DWELL, (seconds * 1000 - sum(taken)) / showings));
}

const sum = (times) => times.reduce((total, time) => total + time, 0);

/** The one of `pages` on which a row stands, or undefined. */
export const pageOf = (pages, articleId, rowId) =>
  pages.find(({ article, part: [from, to] }) => {
    if (article.id !== articleId) return false;
    const at = [...article.querySelectorAll(".row")].findIndex((row) => row.id === rowId);
    return at >= from && at < to;
  });
