// Animates bars and numbers from the old value to the new, by transform and opacity only.

const reduced = matchMedia("(prefers-reduced-motion: reduce)");
/** Whether to paint changes without animation, as a slow machine has to. */
export const isReduced = () => reduced.matches || "lowPower" in document.body.dataset;
const TIME = { duration: 900, easing: "cubic-bezier(0.3, 0, 0.1, 1)" };
// Short, because the browser repaints everything between two distant changes.
const SHORT = { duration: 240, easing: "ease-out" };
const running = new WeakMap();

/** Does `work`, then animates what stays on show from its previous position. */
export function animateChange(stack, work) {
  const before = snapshot(stack.shown?.article);
  work();
  stack.ensureFit();
  if (stack.shown?.article === before.article) animateFrom(before);
}

function snapshot(article) {
  const rows = new Map();
  if (isReduced() || !article) return { article, rows };
  for (const row of article.querySelectorAll(".row:not([hidden])")) {
    const number = row.querySelector(".number");
    const fill = row.querySelector(".bar")?.dataset.fill;
    const { top } = row.getBoundingClientRect();
    rows.set(row.id, { row, fill, number, text: number?.textContent, top });
  }
  const percent = article.querySelector(".percent .number");
  return { article, rows, percent: percent?.textContent };
}

// Everything is measured before any animation starts, or the browser would lay out row by row.
function animateFrom({ article, rows, percent }) {
  const now = snapshot(article);
  const moves = [...now.rows].filter(([id]) => rows.has(id));
  const fills = moves.map(([id, { row, fill }]) => growBar(row, rows.get(id).fill, fill));
  for (const [id, { row, number, top }] of moves) {
    const was = rows.get(id);
    const up = was.top - top;
    if (Math.abs(up) > 1) slide(row, `translateY(${up}px)`);
    fadeNumber(number, was.text);
  }
  for (const begin of fills) begin?.();
  fadeNumber(article?.querySelector(".percent .number"), percent);
}

/** Animates a row's fill from `from` to `to`, in thousandths of the bar. Measures now; returns a
 *  function that starts the animation. */
export function growBar(row, from, to) {
  const fill = row.querySelector(".fill");
  if (isReduced() || !fill || from === undefined || from === to) return undefined;
  const width = fill.ownerSVGElement.getBoundingClientRect().width;
  const away = ((from - to) / 1000) * width;
  return () => slide(fill, `translateX(${away}px)`);
}

/** Closes the ring of a target that a change since `from` has reached. Returns a function that
 *  starts the animation: one half is turned into its place after the other. */
export function closeRing(row, from) {
  const halves = [...row.querySelectorAll(".ring-half")];
  if (isReduced() || !halves.length || !(Number(from) < 1000)) return undefined;
  const frames = [{ transform: "rotate(-180deg)" }, { transform: "none" }];
  const half = TIME.duration / 2;
  return () => halves.forEach((one, at) => one.animate(frames, { duration: half, delay: (at + 1) * half, fill: "backwards" }));
}

/** Highlights what a bar has gained or lost since `from`, in place of what the week has brought. */
export function highlightDelta(bar, from) {
  const fill = bar?.querySelector(".fill");
  if (!fill || from === undefined || from === bar.dataset.fill) return;
  const isUp = Number(from) < Number(bar.dataset.fill);
  bar.dataset.moved = isUp ? "up" : "down";
  const moved = fill.cloneNode();
  moved.setAttribute("class", "moved");
  moved.setAttribute("x", `${(from - 1000) / 10}%`);
  fill.insertAdjacentElement(isUp ? "afterend" : "beforebegin", moved);
}

/** Removes the highlights of an article's bars. */
export function removeDeltas(article) {
  for (const moved of article.querySelectorAll(".bar .moved")) moved.remove();
  for (const bar of article.querySelectorAll("[data-moved]")) delete bar.dataset.moved;
}

function fadeNumber(number, was) {
  if (!number || was === undefined || was === number.textContent) return;
  animate(number, [{ opacity: 0.2 }, { opacity: 1 }], SHORT);
}

const slide = (element, from) => animate(element, [{ transform: from }, { transform: "none" }], TIME);

/** Animates an element instead of whatever animated it so far. Only one animation per element, with
 *  all its frames: otherwise each frame causes a layout. */
export function animate(element, frames, time) {
  running.get(element)?.cancel();
  const animation = element.animate(frames, time);
  running.set(element, animation);
  return animation;
}
