/** Rows chosen by number: embeddings, and the ones and zeros that choose. */
import { sumOf, times } from "./made.js";
import { indices } from "./places.js";

/**
 * @import {Expr, Tree} from "../../types.js"
 * @import {Reader, Rule} from "./rule.js"
 */

/** @type {Rule} */
const hits = (read, { args: [ids] }, i, j) => is(read, ids, i, j);

/** @type {Record<string, Rule>} */
export const PICKING = {
  take: (read, { args: [table, ids] }, i, j) =>
    sumOf(indices(table.shape[0]).flatMap((k) => chosen(read, ids, i, k, table, k, j))),
  put: (read, { args: [g, ids] }, i, j) =>
    sumOf(indices(ids.shape[0]).flatMap((k) => chosen(read, ids, k, i, g, k, j))),
  one_hot: hits,
  hits,
};

/**
 * Cell (m, n) of `node` as a term of a sum, if id number i is k.
 * @param {Reader} read
 * @param {Tree} ids
 * @param {number} i
 * @param {number} k
 * @param {Tree} node
 * @param {number} m
 * @param {number} n
 * @returns {Expr[]} none where the id is known and another one
 */
function chosen(read, ids, i, k, node, m, n) {
  const found = read.at(ids, i, 0);
  const id = "ref" in found ? read.known(found.ref) : undefined;
  if (id === undefined) return [times(is(read, ids, i, k), read.at(node, m, n))];
  return Math.round(id) === k ? [read.at(node, m, n)] : [];
}

/**
 * 1 where id number i is k, and else 0.
 * @param {Reader} read
 * @param {Tree} ids
 * @param {number} i
 * @param {number} k
 * @returns {Expr}
 */
function is(read, ids, i, k) {
  const found = read.at(ids, i, 0);
  if ("number" in found) return { number: Number(found.number === k) };
  return { op: "equal", args: [found, { number: k }] };
}
