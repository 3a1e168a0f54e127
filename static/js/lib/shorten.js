/** The arithmetic of a cell as it can be written: not every one of very many terms. Knows no DOM. */
import { evaluate } from "./evaluate.js";
import { CHAINS } from "./line.js";

/**
 * @import {Expr, Ref} from "../types.js"
 * @import {Partial} from "./line.js"
 */

const MOST_TERMS = 24;
const FIRST_TERMS = 8;
const LAST_TERMS = 4;

/**
 * The same, as it can be written: of very many terms those in the middle by their own value, and a weight of 0 alone where
 * what it leaves out is not finite.
 * @param {Expr} expr
 * @param {(ref: Ref) => number} lookup
 * @returns {Expr}
 */
export function shorten(expr, lookup) {
  if (!("op" in expr)) return expr;
  const { op } = expr;
  if ((op === "weighted" || op === "over") && isLeftOut(expr.args, op, lookup))
    return shorten(expr.args[0], lookup);
  const args = expr.args.map((arg) => shorten(arg, lookup));
  if (args.length <= MOST_TERMS) return { op, args };
  if (op === "mean")
    return { op: "div", args: [shorten({ op: "sum", args: expr.args }, lookup), { number: args.length }] };
  return CHAINS.has(op) ? { op, args: withPartial(op, args, lookup) } : { op, args };
}

/**
 * @param {Expr[]} args
 * @param {string} op
 * @param {(ref: Ref) => number} lookup
 */
function isLeftOut([a, b], op, lookup) {
  const other = evaluate(b, lookup);
  return evaluate(a, lookup) === 0 && (op === "over" ? other === 0 : Math.abs(other) === Infinity);
}

/**
 * @param {string} op
 * @param {Expr[]} args
 * @param {(ref: Ref) => number} lookup
 * @returns {Expr[]}
 */
function withPartial(op, args, lookup) {
  const value = evaluate({ op, args: args.slice(FIRST_TERMS, -LAST_TERMS) }, lookup);
  const partial = { from: FIRST_TERMS + 1, to: args.length - LAST_TERMS, value };
  const told = /** @type {Expr} */ ({ number: value, partial });
  return [...args.slice(0, FIRST_TERMS), told, ...args.slice(-LAST_TERMS)];
}

/**
 * @param {Expr} node
 * @returns {node is {number: number, partial: Partial}}
 */
export function isPartial(node) {
  return "partial" in node;
}
