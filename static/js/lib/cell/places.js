/** Places of a matrix, counted row by row. */

/** @param {number} size */
export function indices(size) {
  return [...Array(size).keys()];
}

/**
 * All places of a matrix, row by row.
 * @param {[number, number]} shape
 * @returns {[number, number][]}
 */
export function placesIn([rows, columns]) {
  return indices(rows).flatMap((i) => indices(columns).map((j) => /** @type {[number, number]} */ ([i, j])));
}

/**
 * Where the k-th cell is, counted row by row.
 * @param {number} k
 * @param {number} columns
 * @returns {[number, number]}
 */
export function placeOf(k, columns) {
  return [Math.floor(k / columns), k % columns];
}
