// Reloads the page so that the new one continues where the old one was.

/** Loads the page again. */
export function reload({ shown }, { isPaused }) {
  sessionStorage.before = JSON.stringify({ key: shown?.key, isPaused });
  location.reload();
}

/** What the page before left behind, once: {key, isPaused}. */
export function restoreState() {
  const state = JSON.parse(sessionStorage.before ?? "{}");
  sessionStorage.removeItem("before");
  return state;
}
