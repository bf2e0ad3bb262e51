// The replay in the file of a cycle: a slider through the weeks, and a button that moves it. Without
// this script the file shows the last week, and all of them as a table.

const STEP_TIME = 1200;
const film = document.querySelector(".file-replay");

// Numbers that are folded away are printed as well.
addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll("#weeks, [id^=figures]")) details.open = true;
});

if (film) start(film);

function start(element) {
  const frames = JSON.parse(element.dataset.frames);
  const rows = [...element.querySelectorAll("[data-steps]")].map(rowUpdater);
  const slider = element.querySelector("input");
  const button = element.querySelector("button");
  const words = [button.textContent, button.dataset.pause];
  let timer = 0;

  function show() {
    const step = Number(slider.value);
    const [name, until, tick] = frames[step];
    element.querySelector(".film-week").textContent = name;
    element.querySelector(".film-until").textContent = until;
    slider.setAttribute("aria-valuetext", `${name}, ${until}`);
    for (const update of rows) update(step, tick);
  }

  function pause() {
    clearInterval(timer);
    timer = 0;
    button.textContent = words[0];
  }

  function next() {
    slider.value = Number(slider.value) + 1;
    show();
    if (slider.value === slider.max) pause();
  }

  button.addEventListener("click", () => {
    if (timer) {
      pause();
      return;
    }
    if (slider.value === slider.max) slider.value = 0;
    show();
    button.textContent = words[1];
    timer = setInterval(next, STEP_TIME);
  });
  slider.addEventListener("input", () => {
    pause();
    show();
  });
  show();
  element.querySelector(".file-replay-controls").hidden = false;
}

function rowUpdater(row) {
  const steps = JSON.parse(row.dataset.steps);
  const fill = row.querySelector(".fill");
  const figure = row.querySelector(".film-says");
  const marks = [...row.querySelectorAll(".marks rect")];
  return (step, tick) => {
    const [filled, text] = steps[step];
    figure.textContent = text || "—";
    fill?.setAttribute("x", `${((filled ?? 0) - 1000) / 10}%`);
    for (const mark of marks) mark.setAttribute("x", `${tick / 10}%`);
  };
}
