// Plays the film of a cycle, frame by frame with animated transitions. The page has every frame as
// data. Each frame is complete, so a film without motion, or on a slow machine, shows the same.

// Milliseconds, twenty seconds in all.
const OPENING_TIME = 2000; // the first frame
const WEEKS_TIME = 13_500; // all the weeks
const MAX_STEP_TIME = 2000; // one week, if there are few
const CLOSING_TIME = 4500; // the current week
const reducedMotion = matchMedia("(prefers-reduced-motion: reduce)");
const isReduced = () => reducedMotion.matches || "lowPower" in document.body.dataset;

/** Plays `film` from its first frame to its last, then calls done(). Returns a function to stop it.
 *  */
export function play(film, done) {
  const parts = [headingUpdater(film), ...[...film.querySelectorAll(".film-row")].map(rowUpdater)];
  const frames = JSON.parse(film.dataset.frames);
  const quotes = [...film.querySelectorAll(".film-quote")];
  const last = frames.length - 1;
  const stepTime = Math.min(MAX_STEP_TIME, WEEKS_TIME / last);
  let step = 0;
  let timer;

  function show(time) {
    for (const part of parts) part(step, frames[step], isReduced() ? 0 : time);
    const current = quotes.findLast(({ dataset }) => Number(dataset.step) <= step);
    for (const quote of quotes) quote.toggleAttribute("data-current", quote === current);
  }

  function next() {
    if (step === last) return done();
    step += 1;
    show(stepTime);
    timer = setTimeout(next, step === last ? CLOSING_TIME : stepTime);
  }

  show(0);
  timer = setTimeout(next, OPENING_TIME);
  return () => clearTimeout(timer);
}

function headingUpdater(film) {
  const week = film.querySelector(".film-week");
  const until = film.querySelector(".film-until");
  const strip = [...film.querySelectorAll(".film-strip li")];
  return (step, [name, day]) => {
    week.textContent = name;
    until.textContent = day;
    strip.forEach((one, index) => one.toggleAttribute("data-gone", index < step));
  };
}

// Sets a row's bar and its tick to their final position, and animates them from the previous one.
function rowUpdater(element) {
  const steps = JSON.parse(element.dataset.steps);
  const figureElement = element.querySelector(".film-says");
  const fill = element.querySelector(".fill");
  const marks = element.querySelector(".marks");
  let before = [0, 0];
  return (step, [, , tick], time) => {
    const [filled, figure, own = tick] = steps[step]; // a due date has a tick of its own
    figureElement.textContent = figure;
    fill?.setAttribute("x", `${(filled - 1000) / 10}%`);
    for (const mark of marks?.children ?? []) mark.setAttribute("x", `${own / 10}%`);
    if (time) {
      animateShift(fill, before[0] - filled, time);
      animateShift(marks, before[1] - own, time);
    }
    before = [filled, own];
  };
}

// In percent of the bar: the fill is as wide as its track, and the SVG of the marks as the bar.
function animateShift(element, away, time) {
  if (!element || !away) return;
  const frames = [{ transform: `translateX(${away / 10}%)` }, { transform: "none" }];
  element.animate(frames, { duration: time * 0.9, easing: "cubic-bezier(0.4, 0, 0.3, 1)" });
}
