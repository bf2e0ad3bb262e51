// A new release of the server: the wall loads itself anew, once.

const root = document.documentElement;
let looking = false;

/** Is told the server's release with every heartbeat; calls renew() for another than this
 *  page's, once its page can be had. */
export async function follow(release, renew) {
  if (looking || release === root.dataset.release) return;
  // A kept page may have come up once more instead of the new one: that was not the time.
  if (sessionStorage.release === release && !("kept" in root.dataset)) return;
  looking = true;
  const page = await fetch(location.href).then((answer) => answer.text()).catch(() => "");
  looking = false;
  if (!page.includes(`data-release="${release}"`)) return;
  sessionStorage.release = release;
  renew();
}
