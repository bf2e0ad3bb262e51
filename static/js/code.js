// How wide a code's card is: a whole number of the screen's own pixels a module, and never fewer
// than a code of version 2 needs from where it is scanned, so that a larger version has a larger
// card. Where the screen is too low for all that stands there, the percent goes beside the title,
// then the address beside the code, and then the card is as wide as it must be.

import { said } from "./part.js";

const QUIET = 8; // modules of light on both sides together
const MODULES = 25; // of a version 2
const SLACK = 0.001;
const ABOVE = 0.4; // rem
const AWAY = ["data-on-beside", "data-on-aside"];

/** Gives a sheet's code its width, and the sheet the column that it stands in. */
export function fitCode(sheet) {
  const code = sheet.querySelector(".qr");
  if (!code) return;
  const modules = Number(code.dataset.modules);
  const least = parseFloat(getComputedStyle(sheet).getPropertyValue("--code-width"));
  const set = (across) => {
    const pixels = Math.ceil((least * devicePixelRatio) / across - SLACK);
    sheet.style.setProperty("--code", `${(pixels * modules) / devicePixelRatio}px`);
  };
  for (const away of AWAY) sheet.removeAttribute(away);
  sayMost(sheet);
  set(MODULES);
  if (upright(sheet)) return;
  for (const away of AWAY) if (roomBeside(sheet) < 0) sheet.toggleAttribute(away, true);
  if (roomBeside(sheet) < 0) set(modules - QUIET);
}

// What is left of the height when the percent, the code and what is said of them have theirs.
function roomBeside(sheet) {
  const [side, foot, percent] = [".side", ".foot", ".percent"].map((name) => sheet.querySelector(name));
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  const beside = sheet.hasAttribute("data-on-beside");
  const above = percent && !beside ? percent.offsetTop + percent.offsetHeight : ABOVE * rem;
  // Not where the foot stands: a head that is not set yet may push it out.
  return sheet.clientHeight - foot.offsetHeight - above - side.offsetHeight;
}

// Which rows a page shows stands above the code, but is not known yet: as much as it can be.
function sayMost(sheet) {
  const part = sheet.querySelector(".part");
  const list = sheet.querySelector(".rows");
  const count = Number(list.dataset.count ?? list.childElementCount);
  if (part) part.textContent = count > 1 ? said(part, count - 2, count, count) : "";
}

const upright = (sheet) => getComputedStyle(sheet).getPropertyValue("--upright").trim() === "1";
