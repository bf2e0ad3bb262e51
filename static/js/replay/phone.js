// The quarter in twenty seconds on a phone, fetched when somebody asks for it.

import { play } from "./player.js";
import { makeFit } from "./fit.js";

let asked = false;

/** Plays the film of the page at `address` over the one that is open; a tap or a key ends it. */
export async function start(address) {
  if (asked || document.querySelector(".film-stage")) return;
  asked = true;
  const told = Promise.all([film(address), dressed()]);
  const [html] = await told.catch(() => []); // the server is away: the page says so itself
  asked = false;
  if (html) show(html);
  else if (html === "") location.assign(address); // says why there is none
}

async function film(address) {
  const asks = new URL(address);
  asks.searchParams.set("film", "");
  const answer = await fetch(asks);
  return answer.ok ? answer.text() : "";
}

function dressed() {
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
  makeFit(film);
  const halt = play(film, () => stage.close());
  for (const kind of ["pointerdown", "keydown"]) stage.addEventListener(kind, () => stage.close());
  stage.addEventListener("close", () => {
    halt();
    stage.remove();
  });
}
