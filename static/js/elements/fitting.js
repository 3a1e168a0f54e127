/** Fits the sheet into its place: all at once if it can be, otherwise it scrolls and each row fits the width. */
import { cellFor, heightOf, SMALLEST } from "../lib/fit.js";
import { setAttribute } from "./dom.js";

/** @typedef {import("./equation.js").Equation} Equation */

const ON_A_PHONE = 22;
const WHEN_SCROLLING = 19;

/**
 * @param {HTMLElement} sheet
 * @param {Equation[]} equations
 * @returns {boolean} whether it scrolls
 */
export function fitSheet(sheet, equations) {
  const bands = equations.map(({ band }) => band);
  const free = getComputedStyle(sheet).overflowY === "visible";
  setAttribute(sheet, "data-scrolling", false);
  for (const { row } of equations) setAttribute(row, "data-wide", false);
  if (free) {
    sheet.style.setProperty("--cell", `${ON_A_PHONE}px`);
    return false;
  }
  if (heightOf(bands, SMALLEST) < sheet.clientHeight * 1.1 && fitsAtOnce(sheet, bands)) return false;
  setAttribute(sheet, "data-scrolling", true);
  sheet.style.setProperty("--cell", `${WHEN_SCROLLING}px`);
  const width = sheet.clientWidth;
  widen(equations.filter(({ row, terms }) => terms.offsetLeft - row.offsetLeft + terms.scrollWidth > width));
  widen(equations.filter(({ terms }) => terms.scrollWidth > terms.clientWidth + 1));
  return true;
}

/**
 * @param {HTMLElement} sheet
 * @param {import("../lib/fit.js").Band[]} bands
 */
function fitsAtOnce(sheet, bands) {
  const overflows = () => sheet.scrollHeight > sheet.clientHeight || sheet.scrollWidth > sheet.clientWidth;
  let size = cellFor(bands, sheet.clientHeight);
  sheet.style.setProperty("--cell", `${size}px`);
  while (size > SMALLEST && overflows()) {
    size -= 0.5;
    sheet.style.setProperty("--cell", `${size}px`);
  }
  return !overflows();
}

/**
 * The formula in a line of its own, and the matrices in as many as it takes.
 * @param {Equation[]} equations
 */
function widen(equations) {
  for (const { row } of equations) setAttribute(row, "data-wide", true);
}
