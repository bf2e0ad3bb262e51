// How wide a code's card is: a whole number of the screen's own pixels a module, and never fewer
// than a code of version 2 needs from where it is scanned, so that a larger version has a larger
// card. An address ends a line only before a "/": a long host name makes the card wider where the
// height allows it, and the column as wide as itself. Where the screen is too low for all that
// stands there, the percent goes beside the title, then the address beside the code, and then the
// card is as wide as it must be.

import { said } from "./row_range.js";

const QUIET = 8; // modules of light on both sides together
const MODULES = 25; // of a version 2
const SLACK = 0.001;
const ABOVE = 0.4; // rem
const AWAY = ["data-percent-aside", "data-qr-aside"];
const PIECES = ".address > span:first-child, .path > span";
const GROWN = 1.35; // times as wide: a larger card would be met before the objective is
const MOST = 0.42; // of the sheet, for an address: what is longer is broken after all

/** Gives a sheet's code its width, and the sheet the column that it stands in. */
export function fitCode(sheet) {
  const code = sheet.querySelector(".qr");
  if (!code) return;
  const modules = Number(code.dataset.modules);
  const least = parseFloat(getComputedStyle(sheet).getPropertyValue("--qr-min-width"));
  const set = (width, across) => {
    const pixels = Math.ceil((width * devicePixelRatio) / across - SLACK);
    sheet.style.setProperty("--qr-width", `${(pixels * modules) / devicePixelRatio}px`);
  };
  for (const away of AWAY) sheet.removeAttribute(away);
  sayMost(sheet);
  set(least, MODULES);
  const address = widest(sheet);
  if (upright(sheet)) return void sheet.toggleAttribute("data-address-below", address > beside(sheet));
  const whole = address < MOST * sheet.clientWidth ? address : 0;
  sheet.style.setProperty("--address-width", `${whole}px`);
  if (whole > code.clientWidth) set(Math.min(whole, GROWN * code.clientWidth), modules);
  if (roomBeside(sheet) < 0) set(least, MODULES);
  for (const away of AWAY) if (roomBeside(sheet) < 0) sheet.toggleAttribute(away, true);
  if (roomBeside(sheet) < 0) set(least, modules - QUIET);
}

// The width of the widest piece of the address.
function widest(sheet) {
  sheet.toggleAttribute("data-measuring-address", true);
  const widths = [...sheet.querySelectorAll(PIECES)].map((piece) => piece.getBoundingClientRect().width);
  sheet.removeAttribute("data-measuring-address");
  return Math.ceil(Math.max(...widths));
}

// On an upright screen: the width of what stands beside the code.
function beside(sheet) {
  sheet.removeAttribute("data-address-below");
  return sheet.querySelector(".scan").clientWidth;
}

// What is left of the height when the percent, the code and what is said of them have theirs.
function roomBeside(sheet) {
  const [side, foot, percent] = [".side", ".foot", ".percent"].map((name) => sheet.querySelector(name));
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  const beside = sheet.hasAttribute("data-percent-aside");
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

const upright = (sheet) => getComputedStyle(sheet).getPropertyValue("--is-portrait").trim() === "1";
