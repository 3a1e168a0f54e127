/** Sums and products as they are made, without what places cells: factors that are 0 or 1, and terms that are 0. */

/** @import {Expr, Tree} from "../../types.js" */

/** @type {Expr} */
export const ZERO = { number: 0 };

/**
 * @param {Expr} expr
 * @param {number} number
 */
export function isNumber(expr, number) {
  return "number" in expr && expr.number === number;
}

/**
 * @param {Expr} a
 * @param {Expr} b
 * @returns {Expr}
 */
export function times(a, b) {
  for (const [one, other] of [
    [a, b],
    [b, a],
  ]) {
    if (isNumber(one, 1)) return other;
    if (isNumber(one, 0)) return one;
  }
  return { op: "mul", args: [a, b] };
}

/**
 * @param {Expr[]} terms
 * @returns {Expr}
 */
export function sumOf(terms) {
  const left = terms.filter((term) => !isNumber(term, 0));
  return left.length ? { op: "sum", args: left } : ZERO;
}

/**
 * The number that argument `k` is written as.
 * @param {{args: Tree[]}} node
 * @param {number} k
 */
export function numberOf({ args }, k) {
  return Number(args[k].number ?? 0);
}
