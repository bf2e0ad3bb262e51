// A message to the office is shown below the pages, as large as its strip allows. If that leaves the
// pages too little space, it alternates with them on the whole screen.

import { growToFit, isInside } from "./fill.js";

// The share of the screen's height that a message may take from the pages.
const MAX_SHARE = 0.15;
// The sizes of its text in rem: below the pages, and on the whole screen.
const SIZES_BELOW = [1, 1.8];
const SIZES_WHOLE = [1, 6];
const SHOWN_TIME = 10_000;
const HIDDEN_TIME = 30_000;

let last = {};

/** The pixels that `message` (an element, or null) takes from the pages. Measured again when the
 *  element, its text's `size` or the screen changes. */
export function messageHeight(message, size) {
  const key = [size, innerWidth, innerHeight].join();
  if (message === last.message && key === last.key) return last.room;
  clearTimeout(last.timer);
  last = { message, key, room: 0 };
  if (!message) return 0;
  message.hidden = false;
  delete message.dataset.whole;
  const isLow = () => message.offsetHeight <= innerHeight * MAX_SHARE;
  if (growToFit(message, SIZES_BELOW, isLow)) return (last.room = message.offsetHeight);
  message.dataset.whole = "";
  growToFit(message, SIZES_WHOLE, () => isInside(message));
  alternate(message, false);
  return 0;
}

function alternate(message, hidden) {
  message.hidden = hidden;
  last.timer = setTimeout(alternate, hidden ? HIDDEN_TIME : SHOWN_TIME, message, !hidden);
}
