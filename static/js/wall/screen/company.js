// The company's logo and colour, for the stylesheet: set from the screen's state, as the
// Content-Security-Policy forbids style="".

/** Sets the logo and the colour from the state in #screen, or takes them away. */
export function applyCompany(root, { logo, logoShape, logoPlace, companyColor }) {
  const values = {
    "--logo": logo && `url("${logo}")`,
    "--logo-shape": logo && logoShape,
    "--company-color": companyColor,
  };
  for (const [name, value = ""] of Object.entries(values))
    if (root.style.getPropertyValue(name) !== value) root.style.setProperty(name, value);
  if (logo) root.dataset.logoPlace = logoPlace;
  else delete root.dataset.logoPlace;
}
