// The replay of the cycle in twenty seconds on a phone, loaded on request.

import { play } from "./player.js";
import { fitFilm } from "./fit.js";

let isLoading = false;

/** Plays the film of the page at `address` over the open page. A tap or a key ends it. */
export async function playFilm(address) {
  if (isLoading || document.querySelector(".film-stage")) return;
  isLoading = true;
  const loading = Promise.all([fetchFilm(address), loadStyles()]);
  const [html] = await loading.catch(() => []); // without the server: the page shows that
  isLoading = false;
  if (html) show(html);
  else if (html === "") location.assign(address); // explains why there is none
}

async function fetchFilm(address) {
  const url = new URL(address);
  url.searchParams.set("film", "");
  const answer = await fetch(url);
  return answer.ok ? answer.text() : "";
}

function loadStyles() {
  if (document.getElementById("replay-style")) return null;
  const link = document.createElement("link");
  Object.assign(link, { id: "replay-style", rel: "stylesheet", href: "/static/replay.css" });
  return new Promise((done) => {
    link.onload = link.onerror = done;
    document.head.append(link);
  });
}

function show(html) {
  const stage = document.createElement("dialog");
  stage.className = "film-stage";
  stage.innerHTML = html;
  document.body.append(stage);
  stage.showModal();
  const film = stage.querySelector(".film");
  fitFilm(film);
  const stopFilm = play(film, () => stage.close());
  for (const kind of ["pointerdown", "keydown"]) stage.addEventListener(kind, () => stage.close());
  stage.addEventListener("close", () => {
    stopFilm();
    stage.remove();
  });
}
