// Updates a page to new HTML in place. What stays the same remains the same element: bars animate
// from their current position, an open <details> stays open, typed text stays typed.
// Children are matched by id, then by order. Attributes in PAGE_STATE belong to the page's scripts
// and its reader, so they are left alone.

const PAGE_STATE = new Set([
  "hidden", "open", "style", "data-current", "data-changed-row", "data-hidden-parts",
  "data-title-size", "data-text-size", "data-stacked", "data-percent-aside", "data-qr-aside",
  "data-address-below", "data-leaving", "data-still", "data-columns",
  "data-one-line", "data-one-column", "data-alone", "data-last", "data-count", "data-may-have-note",
  "data-lines", "data-shows", "data-at-rest", "data-trend-cell", "data-moved-parted", "data-trend", "data-paced", "data-large-chart", "data-no-row-charts",
]);

/** Updates the children of `root` to `html`. Elements with an unchanged data-version are skipped.
 *  Returns the elements whose own data-version has changed. keeps(child) tells whether a child of
 *  `root` that is not in `html` stays anyway. */
export function morph(root, html, keeps = () => false) {
  const template = document.createElement("template");
  template.innerHTML = withoutUnchanged(root, html);
  const changed = [];
  morphChildren(root, template.content, changed, keeps);
  return changed;
}

// Unchanged pages are not even parsed: of forty pages, a save changes one or two.
const VERSIONED = /<article [^>]*id="([^"]+)" data-version="([^"]+)">/;
const END = "</article>";

function withoutUnchanged(root, html) {
  const versions = new Map();
  for (const { id, dataset } of root.children) versions.set(id, dataset.version);
  const pieces = html.split(END).map((piece) => {
    const tag = VERSIONED.exec(piece);
    const isUnchanged = tag && versions.get(tag[1]) === tag[2];
    return isUnchanged ? piece.slice(0, tag.index) + tag[0] : piece;
  });
  return pieces.join(END);
}

function morphChildren(old, fresh, changed, keeps = () => false) {
  const byId = new Map();
  for (const child of old.children) if (child.id) byId.set(child.id, child);
  let position = old.firstChild;
  for (const wanted of [...fresh.childNodes]) {
    // White space in only one of the two must not shift the matching of the elements after it.
    while (isSpace(position) && !isSpace(wanted)) position = position.nextSibling;
    const match = wanted.id ? byId.get(wanted.id) : sameKind(position, wanted) ? position : null;
    if (!match) {
      old.insertBefore(wanted, position);
      if (wanted.dataset?.version) changed.push(wanted);
      continue;
    }
    // Moving an element stops its animations, so only a misplaced one is moved.
    if (match !== position) old.insertBefore(match, position);
    else position = position.nextSibling;
    morphNode(match, wanted, changed);
  }
  while (position) {
    const next = position.nextSibling;
    if (!keeps(position)) position.remove();
    position = next;
  }
}

const isSpace = (node) => node?.nodeType === Node.TEXT_NODE && !node.data.trim();

const sameKind = (node, wanted) =>
  node && node.nodeName === wanted.nodeName && !node.id && !wanted.id;

function morphNode(old, fresh, changed) {
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.data !== fresh.data) old.data = fresh.data;
    return;
  }
  const version = fresh.dataset.version;
  if (version) {
    if (version === old.dataset.version) return;
    changed.push(old);
  }
  if (old.nodeName !== fresh.nodeName) {
    old.replaceWith(fresh);
    return;
  }
  morphAttributes(old, fresh);
  morphChildren(old, fresh, changed);
}

function morphAttributes(old, fresh) {
  for (const { name } of [...old.attributes]) {
    if (!fresh.hasAttribute(name) && !PAGE_STATE.has(name)) old.removeAttribute(name);
  }
  for (const { name, value } of fresh.attributes) {
    if (old.getAttribute(name) !== value && !PAGE_STATE.has(name)) old.setAttribute(name, value);
  }
}
