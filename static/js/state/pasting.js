/** Text from a spreadsheet, from NumPy or from a number as the values of an input. Knows no element. */
import { fitted } from "../lib/fitted.js";
import { parseMatrix } from "../lib/parse.js";
import { shapeOf, shapeText } from "../lib/shapes.js";

/** @import {Ref, Values} from "../types.js" */

/**
 * @typedef {{problem: string, params: Record<string, string>}} Problem
 */

/**
 * @param {Values} values
 * @param {Ref} ref  the cell on which it was pasted
 * @param {string} text
 * @returns {{values: Values} | Problem}
 */
export function pasted(values, ref, text) {
  const read = parseMatrix(text);
  if ("problem" in read) return { problem: read.problem, params: { found: read.found ?? "" } };
  const present = values[ref.name];
  const rows = fitted(read.rows, present, ref);
  if (rows) return { values: { ...values, [ref.name]: rows } };
  const [found, wanted] = [read.rows, present].map((some) => shapeText(shapeOf(some)));
  return { problem: "shape", params: { name: ref.name, pasted: found, wanted } };
}
