// Polls for what the server learns later: which walls have painted a save, and whether a phone has
// opened the test code.

// Milliseconds between the polls, 10 seconds in all.
const POLL_DELAYS = [120, 200, 300, 500, 800, 1000, 1500, 2000, 3000];
let latestRun = 0;

/** Follows the last save to the walls, and the phone test while it is open. replace(html) puts the
 *  new state into the page. */
export function followSaveStatus(replace) {
  const run = ++latestRun;
  const painted = document.querySelector("#painted[data-look-again]");
  if (painted) pollSaveStatus({ ...painted.dataset }, 0, run, replace);
  const test = document.getElementById("phone-test");
  if (test?.dataset.poll) setTimeout(() => pollPhoneTest(test.dataset.poll, replace), 1000);
}

async function pollSaveStatus(last, attempt, run, replace) {
  if (attempt >= POLL_DELAYS.length) return;
  await new Promise((done) => setTimeout(done, POLL_DELAYS[attempt]));
  if (run !== latestRun) return;
  const html = await fetchFragment(`/admin/painted?revision=${last.revision}&done=${last.done}`);
  if (!html || run !== latestRun) return;
  const section = replace(html);
  if (section.matches("[data-look-again]")) pollSaveStatus(last, attempt + 1, run, replace);
}

async function pollPhoneTest(address, replace) {
  const before = document.getElementById("phone-test");
  const html = await fetchFragment(address);
  // Only a changed state is inserted: screen readers announce it once, and the focus stays.
  if (html && html.trim() !== before.dataset.shown) {
    const test = replace(html);
    test.dataset.shown = html.trim();
    if (!test.dataset.poll) return;
  }
  setTimeout(() => pollPhoneTest(address, replace), 1000);
}

async function fetchFragment(address) {
  const answer = await fetch(address, { headers: { "X-Part": "1" } }).catch(() => null);
  return answer?.ok ? answer.text() : null;
}
