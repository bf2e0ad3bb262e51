// Groups queued changes into announcements. Several changes of one objective or team are announced
// together, because nobody can read what flashes by.

const SUMMARISED_FROM = 3;
// Older announcements beyond this number are dropped.
const MAX_ANNOUNCEMENTS = 5;

/** The latest change of each row, in order. */
export function latestPerRow(changes) {
  const rows = new Map();
  for (const change of changes) {
    rows.delete(change.row);
    rows.set(change.row, change);
  }
  return [...rows.values()];
}

/** The announcements of the changes in `queue`, each {about, changes, summed}: `about` is the id of
 *  its page, one of `pages`. */
export function groupChanges(queue, pages) {
  const pageIds = new Set(pages.map(({ article }) => article.id));
  const all = new Map();
  for (const change of queue) {
    const summed = summaryPage(change, queue, pageIds);
    const key = summed ?? change.row;
    if (!all.has(key)) all.set(key, { about: summed ?? change.about, changes: [], summed });
    all.get(key).changes.push(change);
  }
  return [...all.values()].slice(-MAX_ANNOUNCEMENTS);
}

// The id of the page on which a change is announced together with others, or undefined.
function summaryPage(change, queue, pageIds) {
  const [ofTeam, ofObjective] = ["team", "about"].map(
    (name) => queue.filter((one) => one[name] === change[name]).length,
  );
  const team = `team-${change.team}`;
  if (ofTeam > ofObjective && ofTeam >= SUMMARISED_FROM && pageIds.has(team)) return team;
  return ofObjective >= SUMMARISED_FROM ? change.about : undefined;
}

/** The id of the row that a change is announced on. */
export const rowId = ({ about }, change) =>
  about === change.about ? `row-${change.row}` : change.about.replace("objective-", "row-team-");
