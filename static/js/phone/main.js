// A phone page is complete without this script, and live with it. It is inlined after its imports.
import { reloadOnLanguageChange } from "../shared/language_change.js";
import { followTopic } from "../shared/live_topic.js";
import { morph } from "../shared/morph.js";

// What was typed into a check-in is kept in the tab until it is saved (admin/typed_entries.js).
const saved = document.querySelector("[data-saved]")?.dataset.saved;
try {
  if (saved) sessionStorage.removeItem(`typed:${saved}`);
} catch {
  // Where no storage is allowed, nothing is kept.
}

const page = document.getElementById("live");
const notice = document.getElementById("lost");
const { topic } = page.dataset;

function onConnection(since) {
  const time = since?.toLocaleTimeString(document.documentElement.lang, { timeStyle: "short" });
  const text = since ? notice.dataset.text.replace("{time}", time) : "";
  if (notice.textContent !== text) notice.textContent = text;
}

// A link that works without this script. Its film is loaded on request.
document.getElementById("replay")?.addEventListener("click", async (event) => {
  event.preventDefault();
  const film = await import("/static/js/replay/phone.js").catch(() => null);
  film?.playFilm(event.target.href);
});

followTopic({
  topic,
  show(html) {
    morph(page, html);
    reloadOnLanguageChange(html, () => location.reload());
  },
  onConnection,
  // A whole office may lose its connections at once; walls reconnect first.
  retryDelay: () => Math.random() * 30_000,
});
