/** Pasted numbers in the shape of an input, and an input with one number changed. Knows no DOM. */
import { transposed } from "./rows.js";
import { isSameShape, shapeOf } from "./shapes.js";

/**
 * @param {number[][]} rows
 * @param {{i: number, j: number}} at
 * @param {number} value
 */
export function withCell(rows, { i, j }, value) {
  return rows.with(i, rows[i].with(j, value));
}

/**
 * Pasted rows in the shape of the input: as they are, a row for a column, or one number for one cell.
 * @param {number[][]} pasted
 * @param {number[][]} present
 * @param {{i: number, j: number}} at
 * @returns {number[][] | null}
 */
export function fitted(pasted, present, at) {
  const [shape, wanted] = [shapeOf(pasted), shapeOf(present)];
  if (isSameShape(shape, wanted)) return pasted;
  if (shape[0] === 1 && shape[1] === 1) return withCell(present, at, pasted[0][0]);
  const turned = transposed(pasted);
  return Math.min(...shape) === 1 && isSameShape(shapeOf(turned), wanted) ? turned : null;
}
