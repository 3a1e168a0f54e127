/** From numbers to how cells look. Knows no DOM. */
import { formatNumber, fromWire } from "./format.js";
import { shade } from "./shade.js";

/** @import {Face, WireNumber} from "../types.js" */

/**
 * @param {WireNumber[][]} data
 * @param {number} max  of the colour scale
 * @param {number} precision
 * @returns {Face[]} row by row
 */
export function faces(data, max, precision) {
  return data.flat().map((wire) => {
    const value = fromWire(wire);
    return { text: formatNumber(value, precision), shade: shade(value, max) };
  });
}

/**
 * Characters of the widest number, no fewer than `least`, so that a matrix keeps its width while its numbers move.
 * @param {WireNumber[][]} data
 * @param {number} precision
 * @param {number} least
 */
export function charsOf(data, precision, least) {
  return Math.max(least, ...data.flat().map((wire) => formatNumber(fromWire(wire), precision).length));
}
