// The wall: pages turn by themselves, changes come to the front, arrow keys turn pages, the space
// bar pauses.

import "./screen/rotated_frame.js"; // first: a rotated screen shows its wall in a frame
import { Announcer } from "./announcements/announcer.js";
import { protectPanel } from "./screen/panel_care.js";
import { startClock } from "./screen/clock.js";
import { animateChange } from "./pages/transitions.js";
import { listenToKeys } from "./keyboard.js";
import { rotationTime } from "./pages/rotation_schedule.js";
import { morph } from "../shared/morph.js";
import { PageIndicator } from "./pages/page_indicator.js";
import { enablePresenterKeys, hasEnded } from "./presentation.js";
import { reload, restoreState } from "./reload.js";
import { Replay } from "../replay/wall.js";
import { Screen } from "./screen/settings.js";
import { PageStack } from "./pages/page_stack.js";
import { connectWall } from "./offline/connection.js";
import { PageTurner } from "./pages/page_turner.js";
import { DeferredUpdates } from "./pages/deferred_updates.js";

const main = document.getElementById("live");
const clock = startClock(document.querySelector(".clock time"));
const stack = new PageStack(main, new PageIndicator(document.querySelector(".place")));
const rotation = new PageTurner(stack, () => announcer.now || replay.playing);
const announcer = new Announcer(stack, () => rotation.scheduleNext());
const deferred = new DeferredUpdates(applyState, () => isResting() && stack.shown?.article);
const replay = new Replay(announcer, document.querySelector(".clock time").dataset.zone);
const reloadPage = () => reload(stack, rotation);
const screen = new Screen({ onCommand: followCommand, reload: reloadPage, onResize: refit });

const whenIdle = window.requestIdleCallback ?? setTimeout; // Safari has none
const isResting = () => rotation.isPaused && !announcer.now && !replay.playing;

function applyState(html) {
  animateChange(stack, () => {
    const elements = morph(main, html, (page) => stack.keeps(page));
    const changed = elements.filter((element) => element.matches(".page"));
    if (screen.applySettings()) stack.refitAll();
    else stack.takeChanges(changed);
    if (!replay.playing) announcer.takeChanges(document.getElementById("changes"), changed);
    if (hasEnded()) rotation.show(stack.pages[0]);
    else rotation.restartIfChanged();
  });
  screen.applyCommands();
  replay.applyCommand();
  measureLater();
}

// What need not be measured for this frame is measured after it, one article at a time, so that nothing
// that moves has to wait.
let isMeasuring = false;
function measureLater() {
  if (isMeasuring) return;
  isMeasuring = true;
  requestAnimationFrame(() => requestAnimationFrame(() => whenIdle(measureNext)));
}

function measureNext() {
  animateChange(stack, () => (isMeasuring = stack.measureNext()));
  if (isMeasuring) whenIdle(measureNext);
}

function refit() {
  screen.applySize();
  stack.refitAll();
  if (announcer.now) announcer.mark();
  stack.ensureFit();
  measureLater();
}

function onHeartbeat({ now }, send) {
  screen.syncClock(now);
  screen.report(send, stack.isMeasured ? rotationTime(rotation.overview(), rotation.others()) : 0);
  syncPanel(now);
  replay.onHeartbeat(now);
}

function togglePause() {
  deferred.flush();
  rotation.isPaused = announcer.isPaused = !rotation.isPaused;
  document.body.toggleAttribute("data-paused", rotation.isPaused);
  if (announcer.now) return;
  if (rotation.isPaused) rotation.scheduleNext();
  else animateChange(stack, () => announcer.announceNext());
}

function followCommand({ hold, page }) {
  if (hold !== rotation.isPaused) togglePause();
  else deferred.flush();
  const wanted = stack.pages.find(({ article }) => article.id === page);
  if (wanted) announcer.stop(), rotation.show(wanted);
}

enablePresenterKeys();
listenToKeys((steps) => {
  announcer.stop();
  deferred.flush();
  rotation.show(stack.pageAt(steps));
  measureLater();
}, togglePause);

await document.fonts.ready;
const { key, isPaused } = restoreState();
rotation.show(stack.open(key));
if (isPaused) togglePause();
screen.applyCommands();
performance.mark("laid-out");
announcer.takeChanges(document.getElementById("changes"));
measureLater();
addEventListener("resize", refit);
const { zone } = document.querySelector(".clock time").dataset;
const syncPanel = protectPanel(zone, () => announcer.now || replay.playing || reloadPage());
connectWall({
  topic: main.dataset.topic, clock, show: deferred.show, onHeartbeat, reload: reloadPage,
});
