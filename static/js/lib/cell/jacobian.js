/** What a full Jacobian is made of: its rows and columns count the cells of a matrix row by row. */
import { times } from "./made.js";
import { placeOf } from "./places.js";

/**
 * @import {Expr, Tree} from "../../types.js"
 * @import {Reader, Rule} from "./rule.js"
 */

/** @type {Record<string, Rule>} */
export const JACOBIAN = {
  kron: (read, { args: [a, b] }, i, j) => {
    const [rows, columns] = b.shape;
    const block = read.at(a, Math.floor(i / rows), Math.floor(j / columns));
    return times(block, read.at(b, i % rows, j % columns));
  },
  eye: (_, __, i, j) => ({ number: Number(i === j) }),
  tri: (_, __, i, j) => ({ number: Number(j <= i) }),
  gather: (_, { axis, args: [a] }, i, j) => {
    const place = placeOf(j, a.shape[1]);
    return { number: Number(axis === undefined || axis === null || place[1 - axis] === i) };
  },
  index: (_, { args: [a] }, i, j) => ({ number: i * a.shape[1] + j + 1 }),
  select: (read, { args: [a, b] }, i, j) => ({ number: Number(isSame(nth(read, a, i), nth(read, b, j))) }),
};

/**
 * The k-th cell, counted row by row.
 * @param {Reader} read
 * @param {Tree} node
 * @param {number} k
 */
function nth(read, node, k) {
  return read.at(node, ...placeOf(k, node.shape[1]));
}

/**
 * @param {Expr} a
 * @param {Expr} b
 */
function isSame(a, b) {
  if ("number" in a && "number" in b) return a.number === b.number;
  return JSON.stringify(a) === JSON.stringify(b);
}
