// A screen that hangs upright while the system does not rotate its picture. Its wall is in a frame
// that is rotated as a whole. Inside, everything is measured and placed as on any portrait screen.

const RETRY_DELAY = 5_000;
const root = document.documentElement;
const isFramed = Boolean(frameElement?.matches(".turned"));
const turn = document.getElementById("screen")?.dataset.turn ?? "";

/** Reloads the page when the rotation setting has changed. */
export function followRotation(wanted = "") {
  if (wanted !== turn) (isFramed ? parent : self).location.reload();
}

if (turn && !isFramed) {
  wrapInFrame();
  await new Promise(() => {}); // the wall runs in the frame, nothing more starts here
}

function wrapInFrame() {
  const wall = Object.assign(document.createElement("iframe"), { className: "turned" });
  wall.dataset.turn = turn;
  wall.title = document.title;
  wall.addEventListener("load", () => attach(wall));
  wall.src = location.href;
  document.body.replaceChildren(wall);
  addEventListener("focus", () => wall.contentWindow.focus());
}

// The frame may have loaded the browser's error page instead, if the server did not answer.
function attach(wall) {
  const there = wall.contentDocument?.getElementById("live");
  if (!there) return setTimeout(() => (wall.src = location.href), RETRY_DELAY);
  wall.contentWindow.focus();
  const inside = wall.contentDocument.documentElement;
  const copyRevision = () => Object.assign(root.dataset, { revision: inside.dataset.revision });
  new MutationObserver(copyRevision).observe(inside, { attributeFilter: ["data-revision"] });
  copyRevision();
}
