// Reads the page on show of a wall, inside it; see wall_walk.py.
() => {
  const page = document.querySelector(".page[data-current]");
  const seen = (one) => one.checkVisibility({ visibilityProperty: true });
  const boxes = (name) => [...page.querySelectorAll(name)].filter(seen).map((one) => one.getBoundingClientRect());
  const range = document.createRange();
  const linesOf = (node) => {
    range.selectNodeContents(node);
    return [...range.getClientRects()].filter(({ width }) => width > 0);
  };
  const rows = [...page.querySelectorAll(".row:not([hidden])")];
  const numbers = rows.filter((row) => row.dataset.keyResult);
  const list = page.querySelector(".rows");
  const isStacked = list?.hasAttribute("data-stacked") ?? false;
  const code = page.querySelector(".qr");

  function baseline(text) {
    const probe = document.createElement("span");
    probe.style.setProperty("display", "inline-block", "important");
    text.append(probe);
    const { bottom } = probe.getBoundingClientRect();
    probe.remove();
    return bottom;
  }

  // Rows whose title, value and target do not stand on one line.
  const apart = numbers.flatMap((row) => {
    const parts = [isStacked ? null : ".row-title", ".value .number", ".goal:not(:empty)"];
    const lines = parts.map((part) => part && row.querySelector(part)).filter(Boolean).map(baseline);
    const by = Math.max(...lines) - Math.min(...lines);
    return lines.length > 1 && by > 1 ? [`${row.id}: ${by}`] : [];
  });

  // Rows in which a unit or a currency stands in another line than its number.
  const parted = rows.flatMap((row) => {
    const number = row.querySelector(".value .number")?.getBoundingClientRect();
    const units = [...row.querySelectorAll(".value .unit")].filter((unit) => {
      const [first] = linesOf(unit);
      return number && first && (first.bottom < number.top + 1 || first.top > number.bottom - 1);
    });
    return units.map((unit) => `${row.id}: ${unit.textContent}`);
  });

  // Rows in which the value of a week ago stands in another line than the present one.
  const pairs = rows.filter((row) => row.querySelector(".previous"));
  const split = pairs.filter((row) => {
    const [before, now] = [".previous .from", ".value .number"].map((name) => row.querySelector(name).getBoundingClientRect());
    return before.bottom <= now.top + 1;
  }).map((row) => row.id);

  // Targets of the week's changes on show, and those that are not clear of the words before them.
  const aims = [...page.querySelectorAll(".row:not([hidden]) .aim bdi")].filter(seen);
  const crowded = aims.filter((aim) => {
    const own = aim.getBoundingClientRect();
    const row = aim.closest(".row");
    const words = [aim.parentElement.previousElementSibling, row.querySelector(".row-title")].flatMap(placesOf);
    const isMet = words.some((line) => Math.min(own.right, line.right) > Math.max(own.left, line.left)
      && Math.min(own.bottom, line.bottom) - Math.max(own.top, line.top) > 2);
    return isMet || own.left < 0 || own.right > innerWidth;
  }).map((aim) => aim.textContent);

  // Rows beside each other whose branch does not come from the trunk of the first.
  const broken = [...page.querySelectorAll(".tree [data-columns] .row[data-last]")].filter((row) => {
    const across = parseFloat(getComputedStyle(row, "::before").width);
    return Math.abs(across - Math.abs(row.offsetLeft - list.firstElementChild.offsetLeft)) > 8;
  }).map((row) => row.id);

  // What a part of the page covers: a text is no wider than its lines, and no higher than its box.
  function placesOf(part) {
    const box = part.getBoundingClientRect();
    const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    const lines = [];
    while (walker.nextNode()) lines.push(...linesOf(walker.currentNode));
    if (!lines.length) return [box];
    return lines.map(({ left, right, top, bottom }) => ({
      left, right, top: Math.max(top, box.top), bottom: Math.min(bottom, box.bottom),
    }));
  }

  // Each chart that touches anything but the change of the week in its own corner.
  const OTHERS = ".title, .meta, .percent > *, .qr, .scan > *, .extra > :not(:empty), "
    + ".moved, .row-title, .value > *, .bar, .weeks, .charts-head, .reported, .goal";
  const charts = [...page.querySelectorAll(".chart")].filter(seen);
  const touching = charts.flatMap((chart) => {
    const own = chart.getBoundingClientRect();
    const out = own.left < -1 || own.right > innerWidth + 1 || own.top < 0;
    const touched = [...page.querySelectorAll(OTHERS)].filter(seen).filter((other) => placesOf(other).some((box) => {
      const across = Math.min(own.right, box.right) - Math.max(own.left, box.left);
      const down = Math.min(own.bottom, box.bottom) - Math.max(own.top, box.top);
      return across > 1 && down > 1;
    }));
    const names = touched.map((one) => `${chart.className} ${one.className}`);
    return out ? [...names, `${chart.className} out`] : names;
  });

  const end = document.documentElement.dir === "rtl" ? "left" : "right";
  // Where the middle of each mark is, and the edges of bars and weeks; in pixels.
  const middle = ({ left, right }) => (left + right) / 2;
  const edges = ({ left, right }) => [left, right];
  const marks = {
    today: boxes(".weeks .tick").map(middle), bars: boxes(".row .tick").map(middle),
    weeks: boxes(".weeks").map(edges), rows: boxes(".row .bar").map(edges),
    columns: boxes(".row").map(edges), weekEdges: boxes(".week").map(edges),
  };

  // Lines of the address that run past the code they belong to.
  function pastTheCode() {
    const address = page.querySelector(".address");
    if (!code || !address) return [];
    const edge = code.getBoundingClientRect().right;
    return linesOf(address).map((line) => line.right - edge).filter((by) => by > 1);
  }

  // Words about the week and the schedule that run past the code below them. Those about the schedule may
  // leave its edge a little, as long as they are clear of the rows.
  function wordsPastTheCode() {
    if (!code || !seen(code) || page.querySelector("[data-trend-cell]")) return [];
    const { left, right } = code.getBoundingClientRect();
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    const past = ([words, by]) => linesOf(words)
      .filter((line) => line.left < left - by || line.right > right + by)
      .map(({ width }) => `${words.textContent} ${width}`);
    const texts = [[".trend .moved", 1], [".trend .pace", 0.5 * rem]].map(([name, by]) => [page.querySelector(name), by]);
    return texts.filter(([words]) => words && seen(words)).flatMap(past);
  }

  // Texts of the last line that nearly touch the next one.
  function tightInFoot() {
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    const texts = [...page.querySelectorAll(".when span, .part"), ...document.querySelectorAll(".place, .clock")].filter(seen);
    const foot = page.querySelector(".foot")?.getBoundingClientRect();
    const lines = texts.flatMap((text) => linesOf(text).map(({ left, right, top, bottom }) => ({ text, left, right, top, bottom })))
      .filter((line) => foot && line.right > line.left && line.top > foot.top - 1);
    return lines.flatMap((one) => lines.filter((other) =>
      other.text !== one.text && other.left > one.left && other.left - one.right < 0.3 * rem && other.bottom > one.top + 1 && one.bottom > other.top + 1,
    ).map((other) => Math.round(other.left - one.right)));
  }

  // The title of a code, and whether it ends where the address begins.
  function titleOfCode() {
    const [title, address] = [".scan .scan-title", ".scan .address"].map((name) => page.querySelector(name));
    if (!title || !address || !seen(code)) return ["", false];
    const [above, below] = [title, address].map((part) => part.getBoundingClientRect());
    return [title.textContent, above.height > 0 && above.bottom <= below.top + 1];
  }

  const places = rows.filter((row) => !row.matches(".plain-words")).map((row) => {
    const { left, top, right, bottom } = row.getBoundingClientRect();
    return [left, top, right, bottom].map(Math.round);
  });
  const across = list?.getBoundingClientRect();
  return {
    id: page.id,
    rows: rows.map((row) => row.id),
    allRows: [...document.querySelectorAll(".rows:not([data-most]) .row")].map((row) => row.id),
    hasRows: rows.length > 0,
    across: across && [across.left, across.right],
    apart, parted, split, pairs: pairs.length, aims: aims.length, crowded, broken, touching, marks, places,
    charts: charts.map((one) => one.classList[1]),
    bigCharts: charts.filter((one) => one.matches(".large-chart, .small-chart")).length,
    // From the edge of the page, which is shifted a little each minute.
    edges: isStacked ? [] : numbers.map((row) => row.querySelector(".value").getBoundingClientRect()[end] - page.getBoundingClientRect().left),
    numbers: numbers.length,
    isPoster: Boolean(page.querySelector(".poster")),
    qr: page.querySelector("[data-qr]")?.dataset.qr ?? "",
    past: pastTheCode(),
    wordsPast: wordsPastTheCode(),
    tight: tightInFoot(),
    ages: [...page.querySelectorAll(".when :is(.age, .age-short)")].filter(seen).map((one) => one.textContent),
    left: [...page.querySelectorAll(".when .left")].filter(seen).map((one) => one.textContent),
    pace: [...page.querySelectorAll(".pace, .pace-beside:not(:empty)")].filter(seen).map((one) => one.textContent),
    title: titleOfCode(),
    hasCode: Boolean(code && seen(code)),
  };
}
