// Which rows stand on which page, by measuring: text never shrinks below the floor (1rem), so what
// does not fit goes to another page. Everything is in the page already; this only hides and shows.

// Title sizes, from the design's to the least, tried until the head leaves the rows their room.
const SIZES = 4;
const HEAD_SHARE = 0.34;
// What goes when not even one row fits, the least important first.
const RELIEFS = ["tight", "purpose", "extra"];

/** Measures an article and returns its pages as [first row, row after the last]. */
export function fit(article) {
  const sheet = article.firstElementChild;
  const rows = [...sheet.querySelector(".rows").children];
  for (const row of rows) row.hidden = false;
  delete sheet.dataset.onLess;
  fitTitle(sheet);
  fitCode(sheet.querySelector(".qr"));
  if (!rows.length) return [[0, 0]];
  let heights = measure(sheet, rows);
  let parts = split(heights, room(sheet));
  for (let less = 0; less < RELIEFS.length && !parts; less++) {
    sheet.dataset.onLess = RELIEFS.slice(0, less + 1).join(" ");
    heights = measure(sheet, rows);
    parts = split(heights, room(sheet));
  }
  return parts ?? rows.map((_, at) => [at, at + 1]);
}

/** Shows one page of an article: its rows, and which of how many they are. */
export function showPart(article, [from, to]) {
  const rows = [...article.querySelector(".rows").children];
  rows.forEach((row, at) => (row.hidden = at < from || at >= to));
  const part = article.querySelector(".part");
  if (!part) return;
  const whole = from === 0 && to === rows.length;
  const said = part.dataset[to - from === 1 ? "one" : "part"] ?? "";
  part.textContent = whole
    ? ""
    : said.replace("{from}", from + 1).replace("{to}", to).replace("{count}", rows.length);
}

function fitTitle(sheet) {
  const head = sheet.querySelector(".head");
  for (let size = 1; size <= SIZES; size++) {
    sheet.dataset.onSize = size;
    if (head.offsetHeight <= sheet.clientHeight * HEAD_SHARE) return;
  }
}

// Each module is a whole number of the screen's own pixels.
function fitCode(code) {
  if (!code) return;
  code.style.removeProperty("inline-size");
  code.style.removeProperty("block-size");
  const modules = Number(code.dataset.modules);
  const pixels = code.getBoundingClientRect().width * devicePixelRatio;
  const side = `${(Math.ceil((pixels - 0.5) / modules) * modules) / devicePixelRatio}px`;
  code.style.setProperty("inline-size", side);
  code.style.setProperty("block-size", side);
}

// Side by side or, where that is lower, title above value.
function measure(sheet, rows) {
  const list = rows[0].parentElement;
  const heightsWhen = (stacked) => {
    list.toggleAttribute("data-on-stacked", stacked);
    return rows.map((row) => row.getBoundingClientRect().height);
  };
  const sum = (heights) => heights.reduce((total, height) => total + height, 0);
  const stacked = heightsWhen(true);
  const beside = heightsWhen(false);
  const narrow = list.scrollWidth > list.clientWidth + 1;
  if (!narrow && sum(beside) <= sum(stacked) * 1.05) return beside;
  return heightsWhen(true);
}

function room(sheet) {
  const rows = sheet.querySelector(".rows");
  return sheet.clientHeight - taken(sheet, ".head", ".foot", upright(rows) ? ".side" : "");
}

const upright = (rows) => getComputedStyle(rows).getPropertyValue("--upright") === "1";
const taken = (sheet, ...names) =>
  names.reduce((sum, name) => sum + (name ? sheet.querySelector(name).offsetHeight : 0), 0);

// Fills pages in order, then evens out the last two; null when a row is taller than the room.
function split(heights, room) {
  const parts = [];
  let from = 0;
  let used = 0;
  for (let at = 0; at < heights.length; at++) {
    if (heights[at] > room + 0.5) return null;
    if (used + heights[at] > room + 0.5) {
      parts.push([from, at]);
      [from, used] = [at, 0];
    }
    used += heights[at];
  }
  return [...parts, [from, heights.length]];
}
