// Looks at every page of a wall, inside the page, or `only` at what a selector finds. Returns what is wrong with it, the smallest
// letters met (as a share of what they have to be at least) and how much was looked at.
// Tall letters are measured by drawing them: those of the face that the browser really uses.
async ({ diagonal, distance, scanning, spoken, only }) => {
  const DRAWN = 400;
  const TALL = [[/\p{sc=Arab}/u, "ا"], [/[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}]/u, "国"],
    [/\p{sc=Hang}/u, "한"], [/\p{sc=Cyrl}/u, "Н"], [/\p{sc=Grek}/u, "Η"], [/[\p{sc=Latn}\p{N}%]/u, "H"]];
  const ADDED = ".was, .noted, .note";
  const canvas = new OffscreenCanvas(2 * DRAWN, 2 * DRAWN);
  const brush = canvas.getContext("2d", { willReadFrequently: true });
  const faces = (globalThis.measuredFaces ??= new Map());
  const fits = new Map();
  const modules = Promise.all(["layout/fit", "layout/row_range", "announcements/note_space"].map((name) => import(`/static/js/wall/${name}.js`)));
  const result = { faults: [], least: Infinity, texts: 0, pages: 0, pieces: 0, seen: [] };

  function tall(letter, { fontWeight, fontFamily }) {
    const key = `${letter} ${fontWeight} ${fontFamily}`;
    if (!faces.has(key)) {
      brush.clearRect(0, 0, canvas.width, canvas.height);
      brush.font = `${fontWeight} ${DRAWN}px ${fontFamily}`;
      brush.fillText(letter, DRAWN / 2, DRAWN * 1.5);
      const { data } = brush.getImageData(0, 0, canvas.width, canvas.height);
      let [top, bottom] = [Infinity, 0];
      for (let at = 3; at < data.length; at += 4) {
        if (data[at] < 128) continue;
        const row = (at - 3) / 4 / canvas.width | 0;
        [top, bottom] = [Math.min(top, row), Math.max(bottom, row)];
      }
      faces.set(key, (bottom + 1 - top) / DRAWN);
    }
    return faces.get(key);
  }

  // 16 arc minutes, in CSS pixels.
  function floor(metres) {
    const height = 2 * metres * 1000 * Math.tan((8 / 60 / 180) * Math.PI);
    return (height * Math.hypot(innerWidth, innerHeight)) / (diagonal * 25.4);
  }

  function textsOf(root, fault) {
    const texts = [];
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const box = node.parentElement;
      if (!node.data.trim()) continue;
      if (!box.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
      const style = getComputedStyle(box);
      const size = parseFloat(style.fontSize);
      const least = floor(box.closest("[data-read-at=scan]") ? scanning : distance);
      const shares = TALL.filter(([script]) => script.test(node.data)).map(([, letter]) => tall(letter, style));
      for (const share of shares) {
        result.least = Math.min(result.least, (size * share) / least);
        if (size * share < least * 0.999) fault(`small: ${(size * share).toFixed(1)} of ${least.toFixed(1)}px: ${node.data}`);
      }
      result.texts += 1;
      range.selectNodeContents(node);
      const rects = [...range.getClientRects()].filter(({ width }) => width);
      for (const rect of rects) {
        // The line's own height differs from face to face: its letters are what counts.
        const middle = (rect.top + rect.bottom) / 2;
        const half = (size * Math.max(0.72, ...shares)) / 2;
        const { left, right } = rect;
        texts.push({ box, name: node.data.trim().slice(0, 40), left, right, top: middle - half, bottom: middle + half });
      }
    }
    return texts;
  }

  const inside = (one, { left, top, right, bottom }) =>
    one.left > left - 1 && one.top > top - 1 && one.right < right + 1 && one.bottom < bottom + 1;

  // Asked once for each element: styles hardly change while a wall is looked through.
  const cutting = new WeakMap();
  function cuts(element) {
    if (!cutting.has(element)) cutting.set(element, getComputedStyle(element).overflowX !== "visible");
    return cutting.get(element);
  }

  function clipped({ box, ...text }) {
    if (!inside(text, { left: 0, top: 0, right: innerWidth, bottom: innerHeight })) return true;
    for (let outer = box; outer; outer = outer.parentElement)
      if (cuts(outer) && !inside(text, outer.getBoundingClientRect())) return true;
    return false;
  }

  function look(page, state) {
    const fault = (what) => result.faults.push(`${page.id} ${state}: ${what}`);
    // All that is painted: the page on show, and what stands on the wall beside its pages.
    const beside = [...document.querySelectorAll("body > :not(main, script, noscript)")];
    const roots = [page, ...beside.filter((root) => !root.contains(page))];
    const texts = roots.flatMap((root) => textsOf(root, fault));
    const others = [...page.querySelectorAll(".qr, .bar"), ...document.querySelectorAll(".dots i")];
    for (const box of others.filter((one) => one.checkVisibility({ visibilityProperty: true }))) {
      const { left, right, top, bottom } = box.getBoundingClientRect();
      texts.push({ box, name: `<${box.getAttribute("class")}>`, left, right, top, bottom });
    }
    texts.forEach((one, at) => {
      if (clipped(one)) fault(`clipped: ${one.name}`);
      for (const other of texts.slice(at + 1)) {
        const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
        const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
        if (across > 1 && down > 1) fault(`overlap: ${one.name} / ${other.name}`);
      }
    });
    const names = state === "at rest" ? ".team, .row:not([hidden]) .of-team, .team-page .title" : ".team";
    for (const name of page.querySelectorAll(names)) if (!name.checkVisibility()) fault(`no team: ${name.textContent}`);
    result.pages += 1;
  }

  const rowsOn = (page) => [...page.querySelectorAll(".row:not([hidden])")];

  const titleOn = (page) =>
    page.querySelector(".title")?.checkVisibility() ? [`title of ${page.id}`] : [];

  // What the wall does with a change (markup.js), at once and without waiting for one.
  async function speak(page, row, note) {
    const [{ fit }, { showRange }, { spaceForNote }] = await modules;
    const list = page.querySelector(".rows");
    const all = [...page.querySelectorAll(".row")];
    const on = rowsOn(page);
    const range = [all.indexOf(on[0]), all.indexOf(on.at(-1)) + 1];
    const fitted = fits.get(page) ?? fit(page);
    fits.set(page, fitted);
    page.dataset.changedRow = row.dataset.changedRow = "";
    row.querySelector(".said").insertAdjacentHTML("beforeend", '<span class="was">was 1,234,567</span>');
    page.querySelector(".note-line").innerHTML = '<p class="noted"></p><p class="note"><span dir="auto"></span> <span class="signed">Kim</span></p>';
    page.querySelector(".noted").textContent = row.querySelector(".row-title").textContent;
    page.querySelector(".note span").textContent = `“${note}”`;
    const { pieces, show } = spaceForNote(page, range, fitted);
    let told = "";
    for (let piece = 0; piece < pieces; piece++) {
      show(piece);
      look(page, `told ${row.id}, ${note.length}`);
      told += ` ${page.querySelector(".note span").textContent}`;
    }
    const words = (text) => text.replaceAll(/\s/g, "");
    if (words(told) !== words(`“${note}”`)) result.faults.push(`${page.id} not told: ${told}`);
    result.pieces += pieces;
    for (const one of page.querySelectorAll(ADDED)) one.remove();
    delete page.dataset.changedRow;
    delete row.dataset.changedRow;
    list.toggleAttribute("data-stacked", fitted.stacked);
    showRange(page, range);
  }

  if (only) {
    look(document.querySelector(only), "now");
    return result;
  }
  const shown = () => document.querySelector(".page[data-current]");
  const key = () =>
    [shown().id, ...[...shown().querySelectorAll(".rows > *")].map((row) => row.hidden)].join(" ");
  for (const first = key(); result.pages < 5000; ) {
    look(shown(), "at rest");
    result.seen.push(...rowsOn(shown()).map((row) => row.id), ...titleOn(shown()));
    const told = [...shown().querySelectorAll(".row[data-key-result]:not([hidden])")];
    for (const note of told.length ? spoken : [])
      for (const row of new Set([told[0], told.at(-1)])) await speak(shown(), row, note);
    dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowDown" }));
    if (key() === first) break;
  }
  const all = [...document.querySelectorAll(".rows:not([data-most]) .row")].map((row) => row.id);
  // The theme of an overview of many pages is whole on the poster.
  for (const page of document.querySelectorAll(".page:has(.title:not(:empty)):not(:has([data-one-line='none']))")) all.push(`title of ${page.id}`);
  for (const one of all) if (!result.seen.includes(one)) result.faults.push(`never shown: ${one}`);
  return result;
}
