/** The number that the arithmetic of a cell gives. Knows no DOM. */
import { erf, erfc } from "./erf.js";

/** @import {Expr, Ref} from "../types.js" */

/**
 * @typedef {(...args: number[]) => number} Scalar
 */

/** What JavaScript's Math has not, or does otherwise than NumPy. Everything else is found there by its name. @type {Record<string, Scalar>} */
const OTHERS = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
  pow: (a, b) => (a === 1 || (a === -1 && Math.abs(b) === Infinity) ? 1 : a ** b),
  neg: (a) => -a,
  sgn: Math.sign,
  erf,
  erfc,
  maximum: Math.max,
  minimum: Math.min,
  greater: (a, b) => Number(a > b),
  greater_equal: (a, b) => Number(a >= b),
  less: (a, b) => Number(a < b),
  less_equal: (a, b) => Number(a <= b),
  equal: (a, b) => Number(a === b),
  not_equal: (a, b) => Number(a !== b),
  where: (condition, a, b) => (condition !== 0 ? a : b),
  weighted: (a, b) => (a === 0 && Math.abs(b) === Infinity ? 0 : a * b),
  over: (a, b) => (a === 0 && b === 0 ? 0 : a / b),
};

/** Of many numbers: too many, perhaps, to be the arguments of a function. @type {Record<string, (args: number[]) => number>} */
const OF_MANY = {
  sum: (args) => args.reduce((total, term) => total + term, 0),
  mean: (args) => args.reduce((total, term) => total + term, 0) / args.length,
  prod: (args) => args.reduce((product, factor) => product * factor, 1),
  max: (args) => args.reduce((most, term) => Math.max(most, term), -Infinity),
  min: (args) => args.reduce((least, term) => Math.min(least, term), Infinity),
};

/**
 * @param {Expr} expr
 * @param {(ref: Ref) => number} lookup
 * @returns {number}
 */
export function evaluate(expr, lookup) {
  if ("ref" in expr) return lookup(expr.ref);
  if ("number" in expr) return expr.number;
  const args = expr.args.map((arg) => evaluate(arg, lookup));
  const ofMany = OF_MANY[expr.op];
  return ofMany ? ofMany(args) : /** @type {Scalar} */ (scalar(expr.op))(...args);
}

/**
 * The function of an operation that works cell by cell.
 * @param {string} op
 * @returns {Scalar | undefined} undefined for any other operation
 */
export function scalar(op) {
  return OTHERS[op] ?? (op in OF_MANY ? undefined : /** @type {any} */ (Math)[op]);
}
