// The office, or this screen, has come to speak another language: what stands around the part that
// is pushed is in the one before, so the page is loaded anew, once.

const LANGUAGE = / data-language="([^"]+)"/;

/** Is told every state; calls renew() for one in another language than the page's. */
export function speak(html, renew) {
  const { lang, dataset } = document.documentElement;
  const language = LANGUAGE.exec(html)?.[1];
  if (!language || language === lang) return;
  // A kept page may have come up once more instead of the new one: that was not the time.
  if (sessionStorage.language === language && !("kept" in dataset)) return;
  sessionStorage.language = language;
  renew();
}
