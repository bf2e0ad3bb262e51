// A page of the wall in a frame, laid out as on a wall, without rotation and updates.

import { PageIndicator } from "./pages/page_indicator.js";
import { PageStack } from "./pages/page_stack.js";

const indicator = new PageIndicator(document.querySelector(".place"));
const stack = new PageStack(document.getElementById("live"), indicator);

await document.fonts.ready;
stack.show(stack.open());
stack.ensureFit();
addEventListener("resize", () => (stack.refitAll(), stack.ensureFit()));
