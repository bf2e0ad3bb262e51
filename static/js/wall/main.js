// The wall: pages turn by themselves, changes come forward, arrow keys turn, the space bar holds.

import "./screen/rotated_frame.js"; // first: a picture that is turned has its wall in a frame
import { Announcer } from "./announcements/announcer.js";
import { care } from "./screen/panel_care.js";
import { clock } from "./screen/clock.js";
import { moving } from "./pages/transitions.js";
import { keys } from "./keyboard.js";
import { loopOf } from "./pages/rotation_schedule.js";
import { morph } from "../shared/morph.js";
import { Place } from "./pages/page_indicator.js";
import { ended, stepByKeys } from "./presentation.js";
import { before, renew } from "./reload.js";
import { Replay } from "../replay/wall.js";
import { Screen } from "./screen/settings.js";
import { Stage } from "./pages/page_stack.js";
import { steady } from "./offline/connection.js";
import { Turning } from "./pages/rotation.js";
import { Waiting } from "./pages/deferred_updates.js";

const root = document.documentElement;
const main = document.getElementById("live");
const time = clock(document.querySelector(".clock time"));
const stage = new Stage(main, new Place(document.querySelector(".place")));
const turning = new Turning(stage, () => announcer.now || replay.on);
const announcer = new Announcer(stage, () => turning.rest());
const waiting = new Waiting(take, () => resting() && stage.shown?.article);
const replay = new Replay(announcer, document.querySelector(".clock time").dataset.zone);
const screen = new Screen({ ask, reload: () => renew(stage, turning), sized: refit });

const resting = () => turning.held && !announcer.now && !replay.on;

function take(html) {
  moving(stage, () => {
    const elements = morph(main, html, (page) => stage.keeps(page));
    const changed = elements.filter((element) => element.matches(".page"));
    if (screen.dress()) stage.refit();
    else stage.take(changed);
    if (!replay.on) announcer.hear(document.getElementById("changes"), changed);
    if (ended()) turning.go(stage.pages[0]);
    else turning.begin();
  });
  screen.obey();
  replay.hear();
  // What did not have to be measured for this frame is measured after it.
  requestAnimationFrame(() => requestAnimationFrame(() => requestIdleCallback(() => freshen())));
}

function freshen() {
  moving(stage, () => stage.freshen());
}

function refit() {
  screen.size();
  stage.refit();
  if (announcer.now) announcer.dress();
  stage.settle();
}

function beat({ now }, say) {
  screen.hear(now);
  screen.tell(say, loopOf(turning.home(), turning.others()));
  cared(now);
  replay.beat(now);
}

function hold() {
  waiting.end();
  turning.held = announcer.held = !turning.held;
  document.body.toggleAttribute("data-paused", turning.held);
  if (announcer.now) return;
  if (turning.held) turning.rest();
  else moving(stage, () => announcer.next());
}

function ask({ hold: held, page }) {
  if (held !== turning.held) hold();
  else waiting.end();
  const asked = stage.pages.find(({ article }) => article.id === page);
  if (asked) announcer.stop(), turning.go(asked);
}

stepByKeys();
keys((steps) => {
  announcer.stop();
  waiting.end();
  turning.go(stage.beside(steps));
}, hold);

await document.fonts.ready;
stage.refit();
const { key, held } = before();
turning.go(stage.pages.find((page) => page.key === key) ?? stage.shown);
if (held) hold();
screen.obey();
performance.mark("stands");
announcer.hear(document.getElementById("changes"));
addEventListener("resize", refit);
const { zone } = document.querySelector(".clock time").dataset;
const cared = care(zone, () => announcer.now || replay.on || renew(stage, turning));
steady({ topic: main.dataset.topic, time, show: waiting.show, beat, renew: () => renew(stage, turning) });
