// The server is up but its database is not: a notice below the last state says what to do. On the
// machine's own screen it has a code too, taken from the page that the wall's address has meanwhile.

import { overlay } from "../screen/overlay.js";

const NOTICE_TIME = 24 * 60 * 60_000; // the next heartbeat ends it
const CODE_TIME = 60_000; // a code lasts longer, and then there is another

let askedAt = -Infinity;

/** Shows a notice while `text` is not empty. */
export function showNotice(text) {
  const notice = overlay("notice", text ? [text] : null, "", () => NOTICE_TIME, () => markBody(null));
  markBody(notice);
  if (!notice) askedAt = -Infinity;
  if (!notice || performance.now() - askedAt < CODE_TIME) return;
  askedAt = performance.now();
  showCode(notice);
}

async function showCode(notice) {
  const answer = await fetch(location.href, { cache: "no-store" }).catch(() => null);
  if (!answer?.headers.has("Kiosk-Recovery")) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const code = page.querySelector(".wall-recovery aside");
  if (!code) return;
  notice.querySelector("aside")?.remove();
  notice.append(document.adoptNode(code));
  markBody(notice);
}

// For the style sheets: asked with :has(), the browser would style all pages anew at every change of a text.
function markBody(notice) {
  document.body.toggleAttribute("data-notice", notice !== null);
  document.body.toggleAttribute("data-notice-code", Boolean(notice?.querySelector("aside")));
}
