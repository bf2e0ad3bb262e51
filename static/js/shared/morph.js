// Updates a page to new HTML in place. What stays the same remains the same element: bars animate
// from their current position, an open <details> stays open, typed text stays typed.
// Children are matched by id, then by order. Attributes in PAGE_STATE belong to the page's scripts
// and its reader, so they are left alone.

const PAGE_STATE = new Set([
  "hidden", "open", "style", "data-current", "data-changed-row", "data-hidden-parts",
  "data-title-size", "data-text-size", "data-stacked", "data-percent-aside", "data-qr-aside",
  "data-address-below",
]);

/** Makes the children of `root` what `html` says. Elements whose data-version has not changed are
 *  not looked into. Returns the elements whose own data-version did change.
 *  keeps(child) tells whether a child of `root` that is not in `html` stays all the same. */
export function morph(root, html, keeps = () => false) {
  const template = document.createElement("template");
  template.innerHTML = lean(root, html);
  const changed = [];
  morphChildren(root, template.content, changed, keeps);
  return changed;
}

// A version that stands already is not parsed either: of forty pages, a save changes one or two.
const VERSIONED = /<article [^>]*id="([^"]+)" data-version="([^"]+)">/;
const END = "</article>";

function lean(root, html) {
  const versions = new Map();
  for (const { id, dataset } of root.children) versions.set(id, dataset.version);
  const pieces = html.split(END).map((piece) => {
    const tag = VERSIONED.exec(piece);
    const stands = tag && versions.get(tag[1]) === tag[2];
    return stands ? piece.slice(0, tag.index) + tag[0] : piece;
  });
  return pieces.join(END);
}

function morphChildren(old, fresh, changed, keeps = () => false) {
  const byId = new Map();
  for (const child of old.children) if (child.id) byId.set(child.id, child);
  let place = old.firstChild;
  for (const wanted of [...fresh.childNodes]) {
    // Space that stands in only one of both must not set every element behind it one off.
    while (isSpace(place) && !isSpace(wanted)) place = place.nextSibling;
    const match = wanted.id ? byId.get(wanted.id) : sameKind(place, wanted) ? place : null;
    if (!match) {
      old.insertBefore(wanted, place);
      if (wanted.dataset?.version) changed.push(wanted);
      continue;
    }
    // Moving an element stops its animations: only what stands elsewhere is moved.
    if (match !== place) old.insertBefore(match, place);
    else place = place.nextSibling;
    morphNode(match, wanted, changed);
  }
  while (place) {
    const next = place.nextSibling;
    if (!keeps(place)) place.remove();
    place = next;
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
