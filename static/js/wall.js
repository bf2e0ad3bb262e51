// The wall: pages turn by themselves, changes come forward, arrow keys turn, the space bar holds.

import { Announcer } from "./announce.js";
import { clock } from "./clock.js";
import { glide, standing } from "./glide.js";
import { live } from "./live.js";
import { morph } from "./morph.js";
import { Stage } from "./stage.js";

const DWELL = 10_000;
const HOME_EVERY = 45_000;

const root = document.documentElement;
const main = document.getElementById("live");
const time = clock(document.querySelector(".clock time"));
const stage = new Stage(main, document.querySelector(".place"));
const announcer = new Announcer(stage, rest);
let turning;
let homeAt = 0;
let last = "";
let held = false;

const isHome = (page) => page === stage.pages.find((one) => one.article.querySelector(".overview"));

function go(page) {
  if (isHome(page)) homeAt = performance.now();
  else last = page.key;
  stage.show(page);
  rest();
}

function rest() {
  clearTimeout(turning);
  if (!held && stage.pages.length > 1) turning = setTimeout(turn, DWELL);
}

// Every page in turn, and in between the overview, so that it is never gone for long.
function turn() {
  const home = stage.pages.find(isHome);
  const others = stage.pages.filter((page) => page !== home);
  const next = others[others.findIndex(({ key }) => key === last) + 1];
  const late = performance.now() - homeAt + DWELL > HOME_EVERY;
  if (home && !isHome(stage.shown) && (late || !next)) {
    if (!next) last = "";
    return go(home);
  }
  go(next ?? others[0] ?? home);
}

function show(html) {
  const before = standing(stage.shown?.article);
  stage.refit(morph(main, html).filter((element) => element.matches(".page")));
  glide(stage.shown?.article, before);
  announcer.hear(document.getElementById("changes"));
}

function lost(since) {
  const state = document.querySelector(".state");
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
  held = announcer.held = !held;
  document.body.toggleAttribute("data-held", held);
  if (announcer.now) return;
  if (held) rest();
  else announcer.next();
}

const KEYS = {
  ArrowRight: () => go(stage.beside(root.dir === "rtl" ? -1 : 1)),
  ArrowLeft: () => go(stage.beside(root.dir === "rtl" ? 1 : -1)),
  ArrowDown: () => go(stage.beside(1)),
  ArrowUp: () => go(stage.beside(-1)),
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
go(stage.shown);
announcer.hear(document.getElementById("changes"));
addEventListener("resize", () => stage.refit());
const wait = (tries) => Math.min(500 * 2 ** tries, 3000) * (0.5 + Math.random() / 2);
live({ topic: main.dataset.topic, show, lost, beat, wait, tell: true });
