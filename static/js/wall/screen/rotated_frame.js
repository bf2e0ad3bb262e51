// A screen that hangs upright, where the system does not turn the picture: its wall stands in a
// frame that is turned as a whole. In there everything is measured, placed and moved as on any
// upright screen, and no part of the wall knows.

const AGAIN = 5_000;
const root = document.documentElement;
const framed = Boolean(frameElement?.matches(".turned"));
const turn = document.getElementById("screen")?.dataset.turn ?? "";

/** Follows the setting: with another turn the page is made anew. */
export function turnTo(wanted = "") {
  if (wanted !== turn) (framed ? parent : self).location.reload();
}

if (turn && !framed) {
  frame();
  await new Promise(() => {}); // the wall is in there: nothing more begins out here
}

function frame() {
  const wall = Object.assign(document.createElement("iframe"), { className: "turned" });
  wall.dataset.turn = turn;
  wall.title = document.title;
  wall.addEventListener("load", () => stand(wall));
  wall.src = location.href;
  document.body.replaceChildren(wall);
  addEventListener("focus", () => wall.contentWindow.focus());
}

// What came may be the browser's own page, which says that the server did not answer.
function stand(wall) {
  const there = wall.contentDocument?.getElementById("live");
  if (!there) return setTimeout(() => (wall.src = location.href), AGAIN);
  wall.contentWindow.focus();
  const inside = wall.contentDocument.documentElement;
  const follow = () => Object.assign(root.dataset, { revision: inside.dataset.revision });
  new MutationObserver(follow).observe(inside, { attributeFilter: ["data-revision"] });
  follow();
}
