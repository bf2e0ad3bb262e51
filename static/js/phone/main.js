// A phone page: whole without this script, live with it. It is inlined after what it imports.
import { speak } from "../shared/language_change.js";
import { live } from "../shared/live_topic.js";
import { morph } from "../shared/morph.js";

const page = document.getElementById("live");
const notice = document.getElementById("lost");
const { topic } = page.dataset;

function lost(since) {
  const time = since?.toLocaleTimeString(document.documentElement.lang, { timeStyle: "short" });
  const text = since ? notice.dataset.text.replace("{time}", time) : "";
  if (notice.textContent !== text) notice.textContent = text;
}

// A link that works without this; its film comes once it is asked for.
document.getElementById("replay")?.addEventListener("click", async (event) => {
  event.preventDefault();
  const film = await import("/static/js/replay/phone.js").catch(() => null);
  film?.start(event.target.href);
});

live({
  topic,
  show(html) {
    morph(page, html);
    speak(html, () => location.reload());
  },
  lost,
  // A whole office loses its sockets in one moment; its walls come back first.
  wait: () => Math.random() * 30_000,
});
