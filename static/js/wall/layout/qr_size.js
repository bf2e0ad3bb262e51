// Sets the width of a QR code's card. A module is a whole number of device pixels, and never
// smaller than a code of version 2 needs at the scanning distance, so a higher version has a larger
// card. The address below it breaks only before a "/". A long host name makes the card wider where
// the height allows it, and the column as wide as itself. If the screen is too low, the percent
// moves beside the title, then the address beside the code, and finally the card gets its minimum
// width.

import { fitSmallChart } from "./fit_chart.js";
import { isPortrait, ofScreen } from "./measure.js";
import { rangeText } from "./row_range.js";

const QUIET_ZONE = 8; // modules, on both sides together
const MODULES = 25; // of a version 2
const SLACK = 0.001;
const TOP_SPACE = 0.6; // rem
const MOVED_ASIDE = ["data-percent-aside", "data-qr-aside"];
const PIECES = ".address > span:first-child, .path > span";
const MAX_GROWTH = 1.35; // times as wide; a larger card would be seen before the objective
const MAX_ADDRESS_SHARE = 0.42; // of the sheet's width; a longer address is broken after all

/** Sets the width of a sheet's QR code and of its column. Without `hasRange`, all the rows that it has
 *  are taken to be on one page. */
export function fitQr(sheet, { hasRange = true } = {}) {
  const code = sheet.querySelector(".qr");
  if (!code) return;
  const modules = Number(code.dataset.modules);
  const least = parseFloat(ofScreen("--qr-min-width"));
  const set = (width, across) => {
    const pixels = Math.ceil((width * devicePixelRatio) / across - SLACK);
    sheet.style.setProperty("--qr-width", `${(pixels * modules) / devicePixelRatio}px`);
  };
  for (const away of MOVED_ASIDE) sheet.removeAttribute(away);
  fillRange(sheet, hasRange);
  set(least, MODULES);
  const address = addressWidth(sheet);
  if (isPortrait()) return fitBesideQr(sheet, address);
  const whole = address < MAX_ADDRESS_SHARE * sheet.clientWidth ? address : 0;
  sheet.style.setProperty("--address-width", `${whole}px`);
  if (whole > code.clientWidth) set(Math.min(whole, MAX_GROWTH * code.clientWidth), modules);
  fitSmallChart(sheet, () => remainingHeight(sheet));
  if (remainingHeight(sheet) < 0) set(least, MODULES);
  for (const away of MOVED_ASIDE) if (remainingHeight(sheet) < 0) sheet.toggleAttribute(away, true);
  if (remainingHeight(sheet) < 0) set(least, modules - QUIET_ZONE);
}

/** Gives the chart the room of the range of rows, which a sheet with one page does not show. */
export function fitChartWithoutRange(sheet) {
  if (!sheet.querySelector(".part") || !sheet.querySelector(".qr")) return;
  fillRange(sheet, false);
  fitSmallChart(sheet, () => (isPortrait() ? heightBesideQr(sheet) : remainingHeight(sheet)));
}

// The width of the widest unbreakable piece of the address.
function addressWidth(sheet) {
  sheet.toggleAttribute("data-measuring-address", true);
  const widths = [...sheet.querySelectorAll(PIECES)].map((piece) => piece.getBoundingClientRect().width);
  sheet.removeAttribute("data-measuring-address");
  return Math.ceil(Math.max(...widths));
}

// On a portrait screen: the address is below the code if it is too long to stand beside it.
function fitBesideQr(sheet, address) {
  sheet.removeAttribute("data-address-below");
  const scan = sheet.querySelector(".scan");
  sheet.toggleAttribute("data-address-below", address > scan.clientWidth);
  fitSmallChart(sheet, () => heightBesideQr(sheet));
}

function heightBesideQr(sheet) {
  const parts = [...sheet.querySelectorAll(".trend, .extra, .side:not([data-address-below] *) .scan")];
  return sheet.querySelector(".qr").clientHeight - parts.reduce((sum, part) => sum + part.offsetHeight, 0);
}

// The height that remains below the percent, the code and their texts.
function remainingHeight(sheet) {
  const [side, foot, percent] = [".side", ".foot", ".percent"].map((name) => sheet.querySelector(name));
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  const beside = sheet.hasAttribute("data-percent-aside");
  const above = percent && !beside ? percent.offsetTop + percent.offsetHeight : TOP_SPACE * rem;
  // By the foot's height, as its position may still be wrong: the head is not fitted yet.
  return sheet.clientHeight - foot.offsetHeight - above - side.offsetHeight;
}

// The range of rows is shown above the code but not known yet, so the longest one is assumed; none
// where all rows stand on one page and no others in another article.
function fillRange(sheet, hasRange) {
  const part = sheet.querySelector(".part");
  const list = sheet.querySelector(".rows");
  const own = list.childElementCount;
  const count = Number(list.dataset.count ?? own);
  const isShown = count > 1 && (hasRange || count > own);
  if (part) part.textContent = isShown ? rangeText(part, count - 2, count, count) : "";
}
