// The wall: pages turn by themselves, changes come forward, arrow keys turn, the space bar holds.

import { Announcer } from "./announce.js";
import { clock } from "./clock.js";
import { moving } from "./glide.js";
import { live } from "./live.js";
import { morph } from "./morph.js";
import { Place } from "./place.js";
import { Stage } from "./stage.js";
import { Turning } from "./turning.js";

const root = document.documentElement;
const main = document.getElementById("live");
const time = clock(document.querySelector(".clock time"));
const stage = new Stage(main, new Place(document.querySelector(".place")));
const turning = new Turning(stage, () => announcer.now);
const announcer = new Announcer(stage, () => turning.rest());

function show(html) {
  moving(stage, () => {
    const changed = morph(main, html).filter((element) => element.matches(".page"));
    stage.take(changed);
    announcer.hear(document.getElementById("changes"), changed);
  });
  // What did not have to be measured for this frame is measured after it.
  requestAnimationFrame(() => requestAnimationFrame(() => requestIdleCallback(() => freshen())));
}

function freshen() {
  moving(stage, () => stage.freshen());
}

function lost(since) {
  const state = document.querySelector(".state");
  if (state.hidden && !since) return; // every heartbeat says so: nothing is touched
  document.body.toggleAttribute("data-old", Boolean(since));
  state.hidden = !since;
  if (since) state.textContent = state.dataset.says.replace("{time}", time.text(since));
}

function beat({ now, release }) {
  time.set(now);
  if (release === root.dataset.release || sessionStorage.release === release) return;
  sessionStorage.release = release; // once, whatever the server then says
  location.reload();
}

function hold() {
  turning.held = announcer.held = !turning.held;
  document.body.toggleAttribute("data-held", turning.held);
  if (announcer.now) return;
  if (turning.held) turning.rest();
  else moving(stage, () => announcer.next());
}

const KEYS = {
  ArrowRight: () => turning.go(stage.beside(root.dir === "rtl" ? -1 : 1)),
  ArrowLeft: () => turning.go(stage.beside(root.dir === "rtl" ? 1 : -1)),
  ArrowDown: () => turning.go(stage.beside(1)),
  ArrowUp: () => turning.go(stage.beside(-1)),
  " ": hold,
};
addEventListener("keydown", (event) => {
  if (!KEYS[event.key] || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  if (event.key !== " ") announcer.stop();
  KEYS[event.key]();
});

await document.fonts.ready;
stage.refit();
turning.go(stage.shown);
announcer.hear(document.getElementById("changes"));
addEventListener("resize", () => {
  stage.refit();
  if (announcer.now) announcer.dress();
  stage.settle();
});
const wait = (tries) => Math.min(500 * 2 ** tries, 3000) * (0.5 + Math.random() / 2);
live({ topic: main.dataset.topic, show, lost, beat, wait, tell: true });
