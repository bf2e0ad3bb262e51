// Turns from one page to the next: what only the last page shows dissolves into what the next one
// shows. Band, code and foot are in the same place on every page, so they change at once and stand
// still.

import { animate, isReduced } from "./transitions.js";

const TIME = { duration: 500, easing: "linear", fill: "both" };
// Half of each of two texts on a dark background is much darker than either, so there the next page
// is complete before the last one goes. On a light background both together would be darker.
const FRAMES = {
  dark: {
    coming: [{ opacity: 0 }, { opacity: 1, offset: 0.6 }, { opacity: 1 }],
    going: [{ opacity: 1 }, { opacity: 1, offset: 0.4 }, { opacity: 0 }],
  },
  light: {
    coming: [{ opacity: 0 }, { opacity: 0, offset: 0.2 }, { opacity: 1 }],
    going: [{ opacity: 1 }, { opacity: 0, offset: 0.8 }, { opacity: 0 }],
  },
};

let leaving = null;
let dissolving = null;
// Before its first frame a wall has nothing to turn from.
let hasFrame = false;
requestAnimationFrame(() => requestAnimationFrame(() => (hasFrame = true)));

/** Keeps what `article` shows for the turn to a next page: as it is, or as a copy if the article
 *  itself changes or leaves. Returns begin(next), to be called when that page is on show. */
export function leave(article, needsCopy) {
  endTurn();
  if (isReduced() || !hasFrame) return () => {};
  leaving = needsCopy ? copyOf(article) : article;
  leaving.dataset.leaving = "";
  return (next) => dissolve(leaving.firstElementChild, next.firstElementChild);
}

/** Ends the current turn at once; with `article` only if that is the page that leaves. */
export function endTurn(article = leaving) {
  if (!leaving || article !== leaving) return;
  for (const part of leaving.firstElementChild.children) delete part.dataset.still;
  dissolving?.cancel();
  dissolving = null;
  delete leaving.dataset.leaving;
  if (!leaving.id) leaving.remove();
  leaving = null;
}

function copyOf(article) {
  const copy = article.cloneNode(true);
  for (const one of [copy, ...copy.querySelectorAll("[id]")]) one.removeAttribute("id");
  delete copy.dataset.current;
  article.after(copy);
  return copy;
}

function dissolve(last, next) {
  const { coming, going } = FRAMES[document.documentElement.dataset.theme] ?? FRAMES.light;
  const article = leaving;
  for (const part of last.children) part.toggleAttribute("data-still", isStill(part, next, last));
  for (const part of next.children)
    if (!isStill(part, last, next)) animate(part, coming, { ...TIME, fill: "none" });
  dissolving = animate(article, going, TIME);
  dissolving.onfinish = () => endTurn(article);
}

// Whether a part of a sheet is on the other page of a turn as well. This asks for no layout: a
// change that turns the page is painted at once.
function isStill(part, other, own) {
  if (part.matches(".band")) return true;
  if (part.matches(".foot")) return Boolean(other.querySelector(".foot"));
  if (part.matches(".side")) return hasCode(own) && hasCode(other);
  const isSameHead = ["titleSize", "hiddenParts"].every((name) => own.dataset[name] === other.dataset[name]);
  return part.matches(".head") && isSameHead && part.innerHTML === other.querySelector(".head")?.innerHTML;
}

const hasCode = (sheet) =>
  Boolean(sheet.querySelector(".qr")) && !(sheet.dataset.hiddenParts ?? "").split(" ").includes("code");
