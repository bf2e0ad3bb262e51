// A page of the wall in a frame, laid out as on a wall: nothing turns and nothing comes in.

import { Place } from "./pages/page_indicator.js";
import { Stage } from "./pages/page_stack.js";

const stage = new Stage(document.getElementById("live"), new Place(document.querySelector(".place")));

await document.fonts.ready;
stage.refit();
stage.settle();
addEventListener("resize", () => (stage.refit(), stage.settle()));
