/** The numbers of a matrix in one Float64Array, row by row: for matrices that are too large for a cell each. Knows no DOM. */
import { cell, evaluate } from "./cell.js";
import { flatOf, turned } from "./rows.js";
import { isLeaf } from "./trees.js";

/**
 * @typedef {import("../types.js").Tree} Tree
 * @typedef {import("./view.js").View} View
 * @typedef {{rows: number, columns: number, numbers: Float64Array}} Grid
 */

/** Cell by cell, without a list of cells. @type {Record<string, (a: number, b: number) => number>} */
const CELLWISE = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
  neg: (a) => -a,
  exp: Math.exp,
  log: Math.log,
  sqrt: Math.sqrt,
  abs: Math.abs,
  sgn: Math.sign,
  tanh: Math.tanh,
  maximum: Math.max,
  minimum: Math.min,
};

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
  if (tree.number !== undefined) return { rows: 1, columns: 1, numbers: Float64Array.of(tree.number) };
  if (tree.op === "transpose") return { rows, columns, numbers: turned(gridOf(args[0], view)) };
  const numbers = new Float64Array(rows * columns);
  if (tree.op === "spread") stretch([gridOf(args[0], view)], rows, columns, numbers, (a) => a);
  else if (tree.op && CELLWISE[tree.op])
    stretch(
      args.map((arg) => gridOf(arg, view)),
      rows,
      columns,
      numbers,
      CELLWISE[tree.op],
    );
  else
    for (let k = 0; k < numbers.length; k++)
      numbers[k] = evaluate(cell(tree, Math.floor(k / columns), k % columns), view.lookup);
  return { rows, columns, numbers };
}

/**
 * @param {Grid[]} args
 * @param {number} rows
 * @param {number} columns
 * @param {Float64Array} into
 * @param {(a: number, b: number) => number} apply
 */
function stretch([a, b], rows, columns, into, apply) {
  const place = (/** @type {Grid} */ g, /** @type {number} */ i, /** @type {number} */ j) =>
    (g.rows === 1 ? 0 : i) * g.columns + (g.columns === 1 ? 0 : j);
  for (let i = 0, k = 0; i < rows; i++)
    for (let j = 0; j < columns; j++, k++)
      into[k] = apply(a.numbers[place(a, i, j)], b ? b.numbers[place(b, i, j)] : 0);
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
