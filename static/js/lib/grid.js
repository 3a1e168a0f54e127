/** The numbers of a matrix in one Float64Array, row by row: for matrices that are too large for a cell each. Knows no DOM. */
import { cell, hasRule } from "./cell.js";
import { evaluate, scalar } from "./evaluate.js";
import { fromWire } from "./format.js";
import { flatOf, turned } from "./rows.js";
import { isLeaf } from "./trees.js";

/**
 * @import {Tree} from "../types.js"
 * @import {Grid} from "./rows.js"
 * @import {View} from "./view.js"
 */

/**
 * @param {Tree} tree
 * @param {View} view
 * @returns {Grid}
 */
export function gridOf(tree, view) {
  const [rows, columns] = tree.shape;
  const args = tree.args ?? [];
  if (isLeaf(tree)) {
    const kind = tree.gradient === undefined ? "value" : "gradient";
    return { rows, columns, numbers: flatOf(view.matrix(kind, tree.gradient ?? tree.name ?? "").data) };
  }
  if (tree.definition) return gridOf(tree.definition, view);
  if (tree.number !== undefined)
    return { rows: 1, columns: 1, numbers: Float64Array.of(fromWire(tree.number)) };
  if (tree.op === "transpose") return { rows, columns, numbers: turned(gridOf(args[0], view)) };
  const numbers = new Float64Array(rows * columns);
  const apply = tree.op === "spread" ? (/** @type {number} */ a) => a : cellByCell(tree);
  if (apply) {
    const read = tree.op === "spread" ? args.slice(0, 1) : args;
    stretch(
      read.map((arg) => gridOf(arg, view)),
      rows,
      columns,
      numbers,
      apply,
    );
  } else
    for (let k = 0; k < numbers.length; k++)
      numbers[k] = evaluate(cell(tree, Math.floor(k / columns), k % columns, view.known), view.lookup);
  return { rows, columns, numbers };
}

/**
 * What works cell by cell, without a list of cells.
 * @param {Tree} tree
 */
function cellByCell({ op = "", args = [] }) {
  return hasRule(op) || args.length === 0 ? undefined : scalar(op);
}

/**
 * @param {Grid[]} args
 * @param {number} rows
 * @param {number} columns
 * @param {Float64Array} into
 * @param {(...args: number[]) => number} apply
 */
function stretch([a, b, c], rows, columns, into, apply) {
  const at = (/** @type {Grid | undefined} */ g, /** @type {number} */ i, /** @type {number} */ j) =>
    g ? g.numbers[(g.rows === 1 ? 0 : i) * g.columns + (g.columns === 1 ? 0 : j)] : 0;
  for (let i = 0, k = 0; i < rows; i++)
    for (let j = 0; j < columns; j++, k++) into[k] = apply(at(a, i, j), at(b, i, j), at(c, i, j));
}

/**
 * The largest finite |number|; 0 where there is none.
 * @param {Float64Array} numbers
 */
export function largestIn(numbers) {
  let most = 0;
  for (let k = 0; k < numbers.length; k++) {
    const size = Math.abs(numbers[k]);
    if (size > most && size < Infinity) most = size;
  }
  return most;
}
