// From the old value to the new: bars and numbers move by transform and opacity alone, once.

const reduced = matchMedia("(prefers-reduced-motion: reduce)");
// A small machine paints a plain change, and nothing between.
const calm = () => reduced.matches || "lowPower" in document.body.dataset;
const TIME = { duration: 900, easing: "cubic-bezier(0.3, 0, 0.1, 1)" };
// Short: two places far apart that change at once are drawn with all that lies between them.
const SHORT = { duration: 240, easing: "ease-out" };
const going = new WeakMap();

/** Does `work`, after which what stays on show glides from where it stood. */
export function moving(stage, work) {
  const before = standing(stage.shown?.article);
  work();
  stage.settle();
  if (stage.shown?.article === before.article) glide(before);
}

function standing(article) {
  const rows = new Map();
  if (calm() || !article) return { article, rows };
  for (const row of article.querySelectorAll(".row:not([hidden])")) {
    const number = row.querySelector(".number");
    const fill = row.querySelector(".bar")?.dataset.fill;
    const { top } = row.getBoundingClientRect();
    rows.set(row.id, { row, fill, number, text: number?.textContent, top });
  }
  const percent = article.querySelector(".percent .number");
  return { article, rows, percent: percent?.textContent };
}

// All is read before anything is set going: else the browser would lay out row by row.
function glide({ article, rows, percent }) {
  const now = standing(article);
  const moves = [...now.rows].filter(([id]) => rows.has(id));
  const fills = moves.map(([id, { row, fill }]) => filling(row, rows.get(id).fill, fill));
  for (const [id, { row, number, top }] of moves) {
    const was = rows.get(id);
    const up = was.top - top;
    if (Math.abs(up) > 1) slide(row, `translateY(${up}px)`);
    renew(number, was.text);
  }
  for (const begin of fills) begin?.();
  renew(article?.querySelector(".percent .number"), percent);
}

/** A page that comes to the front. */
export function enter(article) {
  if (calm()) return;
  run(article, [{ opacity: 0.3 }, { opacity: 1 }], { duration: 350, easing: "ease-out" });
}

/** A row's fill from `from` to `to`, in thousandths of the bar: measured now, begun by a call. */
export function filling(row, from, to) {
  const fill = row.querySelector(".fill");
  if (calm() || !fill || from === undefined || from === to) return undefined;
  const width = fill.ownerSVGElement.getBoundingClientRect().width;
  const away = ((from - to) / 1000) * width;
  return () => slide(fill, `translateX(${away}px)`);
}

/** Marks the stretch of a bar that has just been gone, or given back, since `from`. */
export function stretch(bar, from) {
  const road = bar.querySelector(".fill")?.ownerSVGElement;
  if (!road || from === undefined || from === bar.dataset.fill) return;
  const [low, high] = [Number(from), Number(bar.dataset.fill)].sort((a, b) => a - b);
  const moved = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  moved.setAttribute("class", "moved");
  moved.setAttribute("x", `${low / 10}%`);
  moved.setAttribute("width", `${(high - low) / 10}%`);
  moved.setAttribute("height", "100%");
  moved.toggleAttribute("data-back", Number(from) === high);
  road.append(moved);
  if (!calm()) moved.animate([{ opacity: 0 }, { opacity: 1 }], TIME);
}

function renew(number, was) {
  if (!number || was === undefined || was === number.textContent) return;
  run(number, [{ opacity: 0.2 }, { opacity: 1 }], SHORT);
}

const slide = (element, from) => run(element, [{ transform: from }, { transform: "none" }], TIME);

// One at a time and from end to end: what is not so is laid out anew for every frame.
function run(element, frames, time) {
  going.get(element)?.cancel();
  going.set(element, element.animate(frames, time));
}
