// Which rows stand on which page, by measuring: text never shrinks below the floor (1rem), so what
// does not fit goes to another page. Everything is in the page already; this only hides and shows.

import { measure, room } from "./measure.js";
import { evenly } from "./split.js";

// Title sizes, from the design's to the least, tried until the head leaves the rows their room.
const SIZES = 4;
const HEAD_SHARE = 0.37;
// What goes, the least important first, where that saves a page or a row has no room at all.
const RELIEFS = ["tight", "of-team", "purpose", "team"];

/** Measures an article and returns its pages as [first row, row after the last]. */
export function fit(article) {
  const sheet = article.firstElementChild;
  const rows = [...sheet.querySelector(".rows").children];
  for (const row of rows) row.hidden = false;
  fitTitle(sheet);
  fitCode(sheet.querySelector(".qr"));
  if (!rows.length) return [[0, 0]];
  const most = Number(sheet.querySelector(".rows").dataset.most) || Infinity;
  let best = { relief: RELIEFS.join(" "), parts: null };
  for (let less = 0; less <= RELIEFS.length; less++) {
    const relief = RELIEFS.slice(0, less).join(" ");
    const parts = tried(sheet, rows, relief);
    if (parts && !(parts.length >= best.parts?.length)) best = { relief, parts };
    if (parts?.length === 1) break;
  }
  if (sheet.dataset.onLess !== best.relief) tried(sheet, rows, best.relief);
  return (best.parts ?? rows.map((_, at) => [at, at + 1])).slice(0, most);
}

/** Shows one page of an article: its rows, and which of how many they are. */
export function showPart(article, [from, to]) {
  const list = article.querySelector(".rows");
  const rows = [...list.children];
  const count = list.dataset.count ?? rows.length;
  rows.forEach((row, at) => (row.hidden = at < from || at >= to));
  const part = article.querySelector(".part");
  if (!part) return;
  const whole = from === 0 && to === Number(count);
  const said = part.dataset[to - from === 1 ? "one" : "part"];
  part.textContent = whole
    ? ""
    : said.replace("{from}", from + 1).replace("{to}", to).replace("{count}", count);
}

function tried(sheet, rows, relief) {
  sheet.dataset.onLess = relief;
  const heights = measure(rows);
  return evenly(heights, room(sheet));
}

function fitTitle(sheet) {
  const head = sheet.querySelector(".head");
  sheet.dataset.onLess = "tight";
  for (let size = 1; size <= SIZES; size++) {
    sheet.dataset.onSize = size;
    if (head.offsetHeight <= sheet.clientHeight * HEAD_SHARE) return;
  }
}

// Each module is a whole number of the screen's own pixels.
function fitCode(code) {
  if (!code) return;
  for (const side of ["width", "height"]) code.style.removeProperty(side);
  const modules = Number(code.dataset.modules);
  const pixels = code.getBoundingClientRect().width * devicePixelRatio;
  const whole = (Math.max(1, Math.round(pixels / modules)) * modules) / devicePixelRatio;
  for (const side of ["width", "height"]) code.style.setProperty(side, `${whole}px`);
}

/** Makes room for a note below the row that has moved: what is least of all goes first. */
export function makeRoom(article) {
  const sheet = article.firstElementChild;
  const rows = [...sheet.querySelectorAll(".row")].filter((row) => !row.hidden);
  const moved = rows.findIndex((row) => "onMoved" in row.dataset);
  const away = (row) => Math.abs(rows.indexOf(row) - moved);
  const least = rows.filter((_, at) => at !== moved).sort((a, b) => away(b) - away(a));
  const fits = () => evenly(measure(rows), room(sheet))?.length === 1;
  while (!fits() && least.length) least.shift().hidden = true;
  for (const relief of [RELIEFS.join(" "), `${RELIEFS.join(" ")} long`]) {
    if (!fits()) sheet.dataset.onLess = relief;
  }
}
