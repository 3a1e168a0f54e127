/** Rows of numbers, and the same numbers in one Float64Array. Knows no DOM. */
import { indices } from "./cell/places.js";
import { LARGE } from "./fit.js";
import { fromWire } from "./format.js";
import { recent } from "./recent.js";
import { shapeOf } from "./shapes.js";

/** @import {WireNumber} from "../types.js" */

/** @typedef {{rows: number, columns: number, numbers: Float64Array}} Grid  the numbers of a matrix, row by row */

/** As many as all quantities of a network have together. */
const MOST_CELLS = 2 ** 22;

/** @type {WeakMap<object, Float64Array>} */
const flat = new WeakMap();
const latest = recent(MOST_CELLS, (numbers) => numbers.length, gathered);

/**
 * @param {WireNumber[][]} rows
 * @returns {Float64Array} row by row, not to be written into
 */
export function flatOf(rows) {
  const known = flat.get(rows);
  if (known) return known;
  if (isLarge(rows)) return latest(rows);
  const numbers = gathered(rows);
  flat.set(rows, numbers);
  return numbers;
}

/** @param {WireNumber[][]} rows */
function gathered(rows) {
  const [height, width] = shapeOf(rows);
  const numbers = new Float64Array(height * width);
  rows.forEach((row, i) => {
    if (row instanceof Float64Array) numbers.set(row, i * width);
    else for (let j = 0; j < width; j++) numbers[i * width + j] = fromWire(row[j]);
  });
  return numbers;
}

/**
 * Rows of numbers. Those of a large matrix are parts of one array: they read like lists and cost nothing. But `map` of
 * such a row gives numbers only, and JSON does not write it.
 * @param {Float64Array} numbers  row by row
 * @param {readonly [number, number]} shape
 * @returns {number[][]}
 */
export function rowsOver(numbers, [rows, columns]) {
  const part = (/** @type {number} */ i) => numbers.subarray(i * columns, (i + 1) * columns);
  if (numbers.length <= LARGE) return indices(rows).map((i) => [...part(i)]);
  const parts = /** @type {unknown} */ (indices(rows).map(part));
  const data = /** @type {number[][]} */ (parts);
  flat.set(data, numbers);
  return data;
}

/**
 * Whether a matrix is drawn on a canvas, and travels as bytes.
 * @param {WireNumber[][]} rows
 */
export function isLarge(rows) {
  const [height, width] = shapeOf(rows);
  return height * width > LARGE;
}

/**
 * @param {number[][]} rows
 * @returns {number[][]}
 */
export function transposed(rows) {
  const [height, width] = shapeOf(rows);
  return rowsOver(turned({ rows: height, columns: width, numbers: flatOf(rows) }), [width, height]);
}

/**
 * @param {Grid} grid
 * @returns {Float64Array} the numbers of its transpose
 */
export function turned({ rows, columns, numbers }) {
  const into = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) into[j * rows + i] = numbers[i * columns + j];
  return into;
}
