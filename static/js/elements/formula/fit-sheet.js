/** Fits the sheet into its place: the largest cells with which all is seen at once; where there are none it scrolls. */
import { cellFor, heightOf, SMALLEST } from "../../lib/fit.js";
import { setAttribute } from "../dom.js";
import { largest, scaleOf } from "./sizing.js";

/**
 * @import {Band} from "../../lib/fit.js"
 * @import {Equation} from "./equation.js"
 */

const ON_A_PHONE = 22;
const WHEN_SCROLLING = 20;

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
    sheet.style.setProperty("--cell", `calc(${ON_A_PHONE} * var(--px))`);
    return false;
  }
  const least = SMALLEST * scaleOf(sheet);
  if (heightOf(bands, least) < sheet.clientHeight * 1.1 && fitsAtOnce(sheet, bands, least)) return false;
  setAttribute(sheet, "data-scrolling", true);
  sheet.style.setProperty("--cell", `calc(${WHEN_SCROLLING} * var(--px))`);
  const width = sheet.clientWidth;
  widen(equations.filter(({ row, terms }) => terms.offsetLeft - row.offsetLeft + terms.scrollWidth > width));
  widen(equations.filter(({ terms }) => terms.scrollWidth > terms.clientWidth + 1));
  return true;
}

/** So often a smaller size is guessed by how much is too much, before the range is halved. Each look lays out the whole sheet. */
const LOOKS = 5;

/**
 * @param {HTMLElement} sheet
 * @param {Band[]} bands
 * @param {number} least  the size of a cell below which the sheet rather scrolls
 */
function fitsAtOnce(sheet, bands, least) {
  const fits = (/** @type {number} */ size) => {
    sheet.style.setProperty("--cell", `${size}px`);
    return sheet.scrollHeight <= sheet.clientHeight && sheet.scrollWidth <= sheet.clientWidth;
  };
  let size = cellFor(bands, sheet.clientHeight);
  // What is in the sheet shrinks by less than its cells do, so a size by which it overflows less is never one too small.
  for (let k = 0; k < LOOKS; k++) {
    if (fits(size)) return true;
    const excess = Math.max(sheet.scrollHeight / sheet.clientHeight, sheet.scrollWidth / sheet.clientWidth);
    size = Math.min(size - 0.5, Math.floor((2 * size) / excess) / 2);
    if (size <= least) return fits(least);
  }
  if (!fits(least)) return false;
  fits(largest(least, size, fits));
  return true;
}

/**
 * The formula in a line of its own, and the matrices in as many as it takes.
 * @param {Equation[]} equations
 */
function widen(equations) {
  for (const { row } of equations) setAttribute(row, "data-wide", true);
}
