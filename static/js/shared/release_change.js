// After an upgrade of the server, the wall reloads its page, once.

const root = document.documentElement;
let isChecking = false;

/** Takes the server's release with every heartbeat; calls reload() for a different release than
 *  this page's, once the new page is available. */
export async function followRelease(release, reload) {
  if (isChecking || release === root.dataset.release) return;
  // If a cached page was loaded instead of the new one, that reload does not count.
  if (sessionStorage.release === release && !("kept" in root.dataset)) return;
  isChecking = true;
  const page = await fetch(location.href).then((answer) => answer.text()).catch(() => "");
  isChecking = false;
  if (!page.includes(`data-release="${release}"`)) return;
  sessionStorage.release = release;
  reload();
}
