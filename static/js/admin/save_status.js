// Looks again for what the server comes to know by itself: which walls have painted a save, and
// whether a phone has opened the test code.

const LOOKS = [120, 200, 300, 500, 800, 1000, 1500, 2000, 3000]; // milliseconds between, 10 s in all
let turn = 0;

/** Follows the last save to the walls, and the phone test while it waits. */
export function follow(put) {
  const mine = ++turn;
  const painted = document.querySelector("#painted[data-look-again]");
  if (painted) lookFor({ ...painted.dataset }, 0, mine, put);
  const test = document.getElementById("phone-test");
  if (test?.dataset.poll) setTimeout(() => lookAtTest(test.dataset.poll, put), 1000);
}

async function lookFor(last, look, mine, put) {
  if (look >= LOOKS.length) return;
  await new Promise((done) => setTimeout(done, LOOKS[look]));
  const html = mine === turn && (await part(`/admin/painted?revision=${last.revision}&done=${last.done}`));
  if (!html || mine !== turn) return;
  const section = put(html);
  if (section.matches("[data-look-again]")) lookFor(last, look + 1, mine, put);
}

async function lookAtTest(address, put) {
  const before = document.getElementById("phone-test");
  const html = await part(address);
  // Only what has changed is put in: a screen reader says it once, and the focus stays.
  if (html && html.trim() !== before.dataset.shown) {
    const test = put(html);
    test.dataset.shown = html.trim();
    if (!test.dataset.poll) return;
  }
  setTimeout(() => lookAtTest(address, put), 1000);
}

async function part(address) {
  const answer = await fetch(address, { headers: { "X-Part": "1" } }).catch(() => null);
  return answer?.ok ? answer.text() : null;
}
