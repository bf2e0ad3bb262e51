// Which pages the rotation has and how long each stays, from #loop, which the server sends.

const MAX_STAY = 10_000;
const MIN_STAY = 5_000;
export const OVERVIEW_EVERY = 45_000;

const schedule = () => document.getElementById("loop")?.dataset ?? {};
const has = (list, name) => (list ?? "").split(" ").includes(name);

/** Those of `pages` that are in the current rotation. Others are only for announcements, or belong
 *  to a later rotation. Of an article with many pages, each rotation shows some; the server counts
 *  them without knowing their number. */
export function inRotation(pages) {
  const { pages: ids, visits = "" } = schedule();
  if (!ids) return pages;
  const turns = new Map(visits.split(" ").map((visit) => [visit.split(":", 1)[0], visit.split(":")]));
  return [...Map.groupBy(pages, ({ article }) => article)].flatMap(([{ id }, all]) =>
    has(ids, id) ? all.filter((_, at) => isIncluded(at, all.length, turns.get(id))) : [],
  );
}

// Whether the rotation includes the page at index `at` of `count`. Counting wraps around; a head
// page is always included.
function isIncluded(at, count, [, number, most, head] = []) {
  if (!most || most >= count) return true;
  const [first, shown, all] = head ? [number * (most - 1) + 1, most - 1, count - 1] : [number, most, count];
  return (head && at === 0) || (((at - first) % all) + all) % all < shown;
}

/** The name of the rotation, which changes with it. */
export const rotationName = () => schedule().until ?? "";

/** The minimum time of a page that is on show when the next rotation starts. */
export const minimumStay = (page) => ownStay(page) || MIN_STAY;

/** Whether an article that is currently not sent is up to date. */
export const isUpToDate = ({ id, dataset }) => has(schedule().upToDate, `${id}:${dataset.version}`);

/** Milliseconds that a page stays: the time of its kind, else of the screen, else an equal share of
 *  the rotation. Only the browser knows how many pages there are. */
export function stayOf(page, others) {
  return (page && ownStay(page)) || defaultStay(others);
}

/** Milliseconds of one rotation, including the overview in between, if there is one. */
export function rotationTime(overview, others) {
  const away = sum(others.map((page) => stayOf(page, others)));
  if (!overview) return away;
  const stay = stayOf(overview, others);
  return away + stay * Math.ceil(away / Math.max(stay, OVERVIEW_EVERY - stay));
}

function ownStay({ article }) {
  const [, seconds] = schedule().stays?.match(new RegExp(`(?:^| )${article.id}:(\\d+)`)) ?? [];
  return seconds * 1000 || 0;
}

function defaultStay(others) {
  const ofScreen = Number(document.getElementById("screen")?.dataset.dwell ?? 0);
  if (ofScreen) return ofScreen * 1000;
  const { seconds } = schedule();
  if (!seconds) return MAX_STAY;
  const taken = others.map(ownStay).filter(Boolean);
  const showings = others.length - taken.length + Math.ceil(others.length / (OVERVIEW_EVERY / MAX_STAY - 1));
  return Math.max(MIN_STAY, Math.min(MAX_STAY, (seconds * 1000 - sum(taken)) / showings));
}

const sum = (times) => times.reduce((total, time) => total + time, 0);

/** The page that shows a row, or undefined. */
export const pageOf = (pages, articleId, rowId) =>
  pages.find(({ article, range: [from, to] }) => {
    if (article.id !== articleId) return false;
    const at = [...article.querySelectorAll(".row")].findIndex((row) => row.id === rowId);
    return at >= from && at < to;
  });
