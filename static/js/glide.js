// From the old value to the new: bars and numbers move by transform and opacity alone, once.

const calm = matchMedia("(prefers-reduced-motion: reduce)");
const TIME = { duration: 900, easing: "cubic-bezier(0.3, 0, 0.1, 1)" };

/** What stands on a page before it is changed: for each row its fill, number and place. */
export function standing(article) {
  const rows = new Map();
  for (const row of article?.querySelectorAll(".row") ?? []) {
    if (row.hidden) continue;
    rows.set(row.id, {
      fill: row.querySelector(".bar")?.dataset.fill,
      number: row.querySelector(".number")?.textContent,
      top: row.getBoundingClientRect().top,
    });
  }
  return { rows, percent: article?.querySelector(".percent .number")?.textContent };
}

/** Lets what has changed since `before` glide to where it is now. */
export function glide(article, before) {
  if (calm.matches || !article) return;
  for (const row of article.querySelectorAll(".row")) {
    const was = before.rows.get(row.id);
    if (!was || row.hidden) continue;
    const up = was.top - row.getBoundingClientRect().top;
    if (Math.abs(up) > 1) row.animate([{ transform: `translateY(${up}px)` }, {}], TIME);
    glideFill(row.querySelector(".fill"), was.fill, row.querySelector(".bar")?.dataset.fill);
    renew(row.querySelector(".number"), was.number);
  }
  renew(article.querySelector(".percent .number"), before.percent);
}

/** A page that comes to the front. */
export function enter(article) {
  if (calm.matches) return;
  article.animate([{ opacity: 0.3 }, { opacity: 1 }], { duration: 350, easing: "ease-out" });
}

/** The fill from `from` to `to`, in thousandths of the bar. */
export function glideFill(fill, from, to) {
  if (calm.matches || !fill || from === undefined || from === to) return;
  const width = fill.ownerSVGElement.getBoundingClientRect().width;
  const away = ((from - to) / 1000) * width;
  fill.animate([{ transform: `translateX(${away}px)` }, { transform: "none" }], TIME);
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
  if (!calm.matches) moved.animate([{ opacity: 0 }, { opacity: 1 }], TIME);
}

function renew(number, was) {
  if (!number || was === undefined || was === number.textContent) return;
  const from = { transform: "translateY(0.12em)", opacity: 0.2 };
  number.animate([from, { transform: "none", opacity: 1 }], TIME);
}
