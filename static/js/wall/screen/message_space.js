// A message to the office is shown below the pages. If that leaves the pages too little space, it
// alternates with them on the whole screen.

// The share of the screen's height that a message may take from the pages.
const MAX_SHARE = 0.15;
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
  const height = message.offsetHeight;
  if (height <= innerHeight * MAX_SHARE) return (last.room = height);
  message.dataset.whole = "";
  alternate(message, false);
  return 0;
}

function alternate(message, hidden) {
  message.hidden = hidden;
  last.timer = setTimeout(alternate, hidden ? HIDDEN_TIME : SHOWN_TIME, message, !hidden);
}
