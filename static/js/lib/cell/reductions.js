/** Many cells become few, and what belongs to that: running sums, products of all others, and how many there are. */
import { indices } from "./places.js";

/** @import {Rule} from "./rule.js" */

/**
 * @typedef {[number, number]} Place
 */

/** @type {Rule} */
const gathered = (read, { op = "", axis, args: [a] }, i, j) => ({
  op,
  args: gatheredPlaces(a.shape, axis, i, j).map((place) => read.at(a, ...place)),
});

/** Of the places that are gathered in cell (i, j), those up to it. @type {(way: 1 | -1) => Rule} */
const running =
  (way) =>
  (read, { axis, args: [a] }, i, j) => ({
    op: "sum",
    args: gatheredPlaces(a.shape, axis, i, j)
      .filter(([m, n]) => way * (m - i || n - j) <= 0)
      .map((place) => read.at(a, ...place)),
  });

/**
 * A number that only the shape decides.
 * @param {(rows: number, columns: number) => [number, number, number]} choose  without an axis, along rows, along columns
 * @returns {Rule}
 */
const counted =
  (choose) =>
  (_, { axis, args: [{ shape }] }) => ({ number: choose(...shape)[(axis ?? -1) + 1] });

/** @type {Record<string, Rule>} */
export const REDUCTIONS = {
  sum: gathered,
  mean: gathered,
  max: gathered,
  min: gathered,
  prod: gathered,
  others: (read, { axis, args: [a] }, i, j) => {
    const places = gatheredPlaces(a.shape, axis, i, j).filter(([m, n]) => m !== i || n !== j);
    if (places.length === 0) return { number: 1 };
    return { op: "prod", args: places.map((place) => read.at(a, ...place)) };
  },
  cumsum: running(1),
  cumsum_back: running(-1),
  count: counted((rows, columns) => [rows * columns, rows, columns]),
  examples: counted((rows, columns) => [1, columns, rows]),
  terms: counted((rows, columns) => [rows * columns, columns, rows]),
};

/**
 * The cells that a reduction brings together in cell (i, j).
 * @param {Place} shape
 * @param {number | null | undefined} axis
 * @param {number} i
 * @param {number} j
 * @returns {Place[]}
 */
function gatheredPlaces(shape, axis, i, j) {
  const rows = axis === 1 ? [i] : indices(shape[0]);
  const columns = axis === 0 ? [j] : indices(shape[1]);
  return rows.flatMap((m) => columns.map((n) => /** @type {Place} */ ([m, n])));
}
