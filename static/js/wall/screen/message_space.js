// A message to the room stands below the pages. Where that would leave them too little, it has the
// whole screen to itself for a while, again and again.

// Of the screen's height, that the pages can do without.
const MOST = 0.15;
const SHOWN = 10_000;
const AWAY = 30_000;

let last = {};

/** The pixels that `message` (an element, or null) takes of the pages' room. Measured again where
 *  the element or the `size` of its text or screen is another. */
export function roomFor(message, size) {
  const key = [size, innerWidth, innerHeight].join();
  if (message === last.message && key === last.key) return last.room;
  clearTimeout(last.timer);
  last = { message, key, room: 0 };
  if (!message) return 0;
  message.hidden = false;
  delete message.dataset.whole;
  const height = message.offsetHeight;
  if (height <= innerHeight * MOST) return (last.room = height);
  message.dataset.whole = "";
  turn(message, false);
  return 0;
}

function turn(message, hidden) {
  message.hidden = hidden;
  last.timer = setTimeout(turn, hidden ? AWAY : SHOWN, message, !hidden);
}
