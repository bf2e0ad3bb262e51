// Plays the film of a quarter: its frames step along, and what moves glides from one to the next.
// The page holds every frame as data; each step stands whole by itself, so that a film without
// motion, or on a slow machine, tells the same.

const LEAD = 2000; // the beginning
const RUN = 13_500; // all the weeks
const BEAT = 2000; // one of few weeks
const REST = 4500; // now: twenty seconds in all
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const still = () => calm.matches || "lowPower" in document.body.dataset;

/** Plays `film` from its first frame to its last and then calls done(). Returns what stops it. */
export function play(film, done) {
  const parts = [heading(film), ...[...film.querySelectorAll(".film-row")].map(row)];
  const frames = JSON.parse(film.dataset.frames);
  const quotes = [...film.querySelectorAll(".film-quote")];
  const last = frames.length - 1;
  const beat = Math.min(BEAT, RUN / last);
  let step = 0;
  let timer;

  function show(time) {
    for (const part of parts) part(step, frames[step], still() ? 0 : time);
    const heard = quotes.findLast(({ dataset }) => Number(dataset.step) <= step);
    for (const quote of quotes) quote.toggleAttribute("data-current", quote === heard);
  }

  function next() {
    if (step === last) return done();
    step += 1;
    show(beat);
    timer = setTimeout(next, step === last ? REST : beat);
  }

  show(0);
  timer = setTimeout(next, LEAD);
  return () => clearTimeout(timer);
}

function heading(film) {
  const week = film.querySelector(".film-week");
  const until = film.querySelector(".film-until");
  const strip = [...film.querySelectorAll(".film-strip li")];
  return (step, [name, day]) => {
    week.textContent = name;
    until.textContent = day;
    strip.forEach((one, index) => one.toggleAttribute("data-gone", index < step));
  };
}

// A row's bar and the calendar's mark on it: where they stand is set, and then glided to.
function row(element) {
  const steps = JSON.parse(element.dataset.steps);
  const says = element.querySelector(".film-says");
  const fill = element.querySelector(".fill");
  const marks = element.querySelector(".marks");
  let before = [0, 0];
  return (step, [, , tick], time) => {
    const [filled, figure] = steps[step];
    says.textContent = figure;
    fill?.setAttribute("x", `${(filled - 1000) / 10}%`);
    for (const mark of marks?.children ?? []) mark.setAttribute("x", `${tick / 10}%`);
    if (time) {
      glide(fill, before[0] - filled, time);
      glide(marks, before[1] - tick, time);
    }
    before = [filled, tick];
  };
}

// In percent of the bar: a fill is as wide as its road, and the marks' picture as the bar.
function glide(element, away, time) {
  if (!element || !away) return;
  const frames = [{ transform: `translateX(${away / 10}%)` }, { transform: "none" }];
  element.animate(frames, { duration: time * 0.9, easing: "cubic-bezier(0.4, 0, 0.3, 1)" });
}
