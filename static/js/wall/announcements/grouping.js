// What there is to tell, from the changes that wait: several of one objective or team are told as
// one, for what flashes by is read by nobody.

const SUMMED_FROM = 3;
// More than this is not told: the newest goes before the oldest.
const MOST = 5;

/** The last change of each row, in their order. */
export function latest(changes) {
  const rows = new Map();
  for (const change of changes) {
    rows.delete(change.row);
    rows.set(change.row, change);
  }
  return [...rows.values()];
}

/** The tellings of the changes in `queue`, each {about, changes, summed}: `about` is the id of the
 *  page it is told on, one of `pages`. */
export function tellings(queue, pages) {
  const there = new Set(pages.map(({ article }) => article.id));
  const all = new Map();
  for (const change of queue) {
    const summed = summedOn(change, queue, there);
    const key = summed ?? change.row;
    if (!all.has(key)) all.set(key, { about: summed ?? change.about, changes: [], summed });
    all.get(key).changes.push(change);
  }
  return [...all.values()].slice(-MOST);
}

// The page on which a change is told together with others, or undefined.
function summedOn(change, queue, there) {
  const alike = (name) => queue.filter((one) => one[name] === change[name]).length;
  const team = `team-${change.team}`;
  if (alike("team") > alike("about") && alike("team") >= SUMMED_FROM && there.has(team)) return team;
  return alike("about") >= SUMMED_FROM ? change.about : undefined;
}

/** The id of the row that a change is told on. */
export const rowId = ({ about }, change) =>
  about === change.about ? `row-${change.row}` : change.about.replace("objective-", "row-team-");
