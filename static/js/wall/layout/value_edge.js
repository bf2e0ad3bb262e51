// All pages of an objective have one edge for their values: the column beside it is as wide on each
// of them as what is said of any of its rows.

/** Lets go of the width, so that rows are measured with what they need themselves. */
export function releaseValueEdge(list) {
  list.style.removeProperty("--said-width");
}

/** Keeps the width of the column, measured while all rows are shown. */
export function keepValueEdge(list) {
  const said = list.querySelector(".said");
  if (!said || list.hasAttribute("data-stacked")) return;
  list.style.setProperty("--said-width", `${said.getBoundingClientRect().width}px`);
}

/** Whether values still end where they do on the other pages of their article: beside titles, what
 *  is said needs no more than the kept width. */
export function keepsValueEdge(list, rows) {
  if (rows.length === list.children.length || list.hasAttribute("data-stacked")) return true;
  const kept = parseFloat(list.style.getPropertyValue("--said-width"));
  return !(rows[0].querySelector(".said")?.getBoundingClientRect().width > kept + 0.5);
}
