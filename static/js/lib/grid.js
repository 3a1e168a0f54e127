/** The numbers of a matrix in one Float64Array, row by row: for matrices that are too large for a cell each. Knows no DOM. */
import { cell, evaluate } from "./cell.js";
import { LARGE } from "./fit.js";
import { fromWire } from "./format.js";
import { isLeaf } from "./trees.js";

/**
 * @typedef {import("../types.js").Tree} Tree
 * @typedef {import("../types.js").WireNumber} WireNumber
 * @typedef {import("./view.js").View} View
 * @typedef {{rows: number, columns: number, numbers: Float64Array}} Grid
 */

/** @type {WeakMap<object, Float64Array>} */
const flat = new WeakMap();

/**
 * @param {WireNumber[][]} data
 * @returns {Float64Array}
 */
export function flatOf(data) {
  let numbers = flat.get(data);
  if (!numbers) {
    const columns = data[0]?.length ?? 0;
    numbers = new Float64Array(data.length * columns);
    for (let i = 0, k = 0; i < data.length; i++)
      for (let j = 0; j < columns; j++) numbers[k++] = fromWire(data[i][j]);
    flat.set(data, numbers);
  }
  return numbers;
}

/**
 * Rows of numbers. Those of a large matrix share one array: they read like lists and cost nothing.
 * @param {string} base64  little-endian float64
 * @param {[number, number]} shape
 * @returns {WireNumber[][]}
 */
export function rowsOf(base64, [rows, columns]) {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let k = 0; k < bytes.length; k++) bytes[k] = text.charCodeAt(k);
  const numbers = new Float64Array(bytes.buffer);
  if (numbers.length <= LARGE)
    return Array.from({ length: rows }, (_, i) => [...numbers.subarray(i * columns, (i + 1) * columns)]);
  const parts = Array.from({ length: rows }, (_, i) => numbers.subarray(i * columns, (i + 1) * columns));
  const data = /** @type {WireNumber[][]} */ (/** @type {unknown} */ (parts));
  flat.set(data, numbers);
  return data;
}

/**
 * A trace whose matrices came as base64: each is decoded when it is first read.
 * @template {{values: Record<string, {shape: [number, number]}>, gradients: Record<string, {shape: [number, number]}>,
 *   paths?: Record<string, {paths: object[], by_step: object[]}>}} T
 * @param {T} trace
 * @returns {T}
 */
export function unpacked(trace) {
  for (const matrix of [...Object.values(trace.values), ...Object.values(trace.gradients)])
    unpack(matrix, matrix.shape);
  for (const [name, { paths, by_step }] of Object.entries(trace.paths ?? {}))
    for (const along of [...paths, ...by_step]) unpack(along, trace.gradients[name].shape);
  return trace;
}

/**
 * @param {object} matrix  with its data, perhaps as base64
 * @param {[number, number]} shape
 */
function unpack(matrix, shape) {
  const packed = /** @type {{data: unknown}} */ (matrix);
  const { data } = packed;
  if (typeof data !== "string") return;
  /** @type {WireNumber[][] | null} */
  let rows = null;
  Object.defineProperty(packed, "data", {
    enumerable: true,
    get: () => {
      rows ??= rowsOf(data, shape);
      return rows;
    },
  });
}

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
  const numbers = new Float64Array(rows * columns);
  if (tree.op === "transpose") turn(gridOf(args[0], view), numbers);
  else if (tree.op === "spread") stretch([gridOf(args[0], view)], rows, columns, numbers, (a) => a);
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
 * @param {Grid} grid
 * @param {Float64Array} into
 */
function turn({ rows, columns, numbers }, into) {
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) into[j * rows + i] = numbers[i * columns + j];
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

/**
 * Whether one of some matrices is too large to travel as nested lists.
 * @param {Record<string, number[][]>} values
 */
export function areLarge(values) {
  return Object.values(values).some((rows) => rows.length * (rows[0]?.length ?? 0) > LARGE);
}
