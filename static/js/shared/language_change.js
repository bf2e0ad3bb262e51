// The language or time zone of the office or of this screen has changed. What surrounds the pushed
// part of the page is still in the old one, so the page is reloaded, once.

const PUSHED = { language: / data-language="([^"]+)"/, zone: / data-zone="([^"]+)"/ };

/** Takes every state; calls reload() for one in a different language or time zone than the page's.
 *  */
export function reloadOnLanguageChange(html, reload) {
  const clock = document.querySelector(".clock time");
  const current = { language: document.documentElement.lang, zone: clock?.dataset.zone };
  if (Object.keys(PUSHED).some((name) => isNew(name, html, current[name]))) reload();
}

function isNew(name, html, current) {
  const pushed = PUSHED[name].exec(html)?.[1];
  if (!pushed || !current || pushed === current) return false;
  // If a cached page was loaded instead of the new one, that reload does not count.
  if (sessionStorage[name] === pushed && !("kept" in document.documentElement.dataset)) return false;
  sessionStorage[name] = pushed;
  return true;
}
