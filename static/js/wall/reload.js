// A page made anew goes on where the one before it was.

/** Loads the page again. */
export function renew({ shown }, { held }) {
  sessionStorage.before = JSON.stringify({ key: shown?.key, held });
  location.reload();
}

/** What the page before left: {key, held}, told once. */
export function before() {
  const left = JSON.parse(sessionStorage.before ?? "{}");
  sessionStorage.removeItem("before");
  return left;
}
