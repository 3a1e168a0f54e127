/** Signed numbers to shades, symmetric about zero. Knows no DOM: the stylesheet has the colours. */
import { fromWire } from "./format.js";

/** @import {Scope, Shade, WireMatrix} from "../types.js" */

export const LEVELS = 10;

/**
 * @param {number} value  may be NaN or infinite: those get their own kind, never a colour alone
 * @param {number} max    largest finite |value| of the scale
 * @returns {Shade}
 */
export function shade(value, max) {
  if (Number.isNaN(value)) return { sign: "?", level: 0 };
  if (value === 0) return { sign: "0", level: 0 };
  const part = max > 0 ? Math.min(Math.abs(value) / max, 1) : 1;
  return { sign: value > 0 ? "+" : "-", level: Math.max(1, Math.round(part * LEVELS)) };
}

/**
 * Largest finite |number| in some matrices; 0 where there is none.
 * @param {WireMatrix[]} matrices
 * @returns {number}
 */
export function largest(matrices) {
  return matrices.reduce((most, { data }) => Math.max(most, largestOf(data)), 0);
}

/** @type {WeakMap<object, number>} */
const known = new WeakMap();

/** @param {WireMatrix["data"]} data */
function largestOf(data) {
  const before = known.get(data);
  if (before !== undefined) return before;
  let most = 0;
  for (const row of data) {
    for (let j = 0; j < row.length; j++) {
      const size = Math.abs(fromWire(row[j]));
      if (size > most && size < Infinity) most = size;
    }
  }
  known.set(data, most);
  return most;
}

/**
 * The scale in force: for one matrix, for all of its role, or for the whole sheet.
 * @param {{values: Record<string, WireMatrix>, gradients: Record<string, WireMatrix>}} trace
 * @param {Scope} scope
 * @returns {(kind: "value" | "gradient", name: string) => number}
 */
export function scale(trace, scope) {
  const values = largest(Object.values(trace.values));
  const gradients = largest(Object.values(trace.gradients));
  const all = Math.max(values, gradients);
  return (kind, name) => {
    if (scope === "sheet") return all;
    if (scope === "role") return kind === "value" ? values : gradients;
    return largest([kind === "value" ? trace.values[name] : trace.gradients[name]]);
  };
}
