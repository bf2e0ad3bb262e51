// The office, or this screen, has come to speak another language or to live in another time zone:
// what stands around the part that is pushed is in the one before, so the page is loaded anew, once.

const PUSHED = { language: / data-language="([^"]+)"/, zone: / data-zone="([^"]+)"/ };

/** Is told every state; calls renew() for one in another language or zone than the page's. */
export function speak(html, renew) {
  const clock = document.querySelector(".clock time");
  const standing = { language: document.documentElement.lang, zone: clock?.dataset.zone };
  if (Object.keys(PUSHED).some((name) => isNew(name, html, standing[name]))) renew();
}

function isNew(name, html, standing) {
  const pushed = PUSHED[name].exec(html)?.[1];
  if (!pushed || !standing || pushed === standing) return false;
  // A kept page may have come up once more instead of the new one: that was not the time.
  if (sessionStorage[name] === pushed && !("kept" in document.documentElement.dataset)) return false;
  sessionStorage[name] = pushed;
  return true;
}
