/** The arithmetic of a cell, written out so that whoever recomputes it gets the number shown. Knows no DOM. */
import { evaluate } from "./evaluate.js";
import { formatFull, formatNumber, readNumber } from "./format.js";
import { line } from "./line.js";
import { isPartial, shorten } from "./shorten.js";

/**
 * @import {Expr, Ref} from "../types.js"
 * @import {Leaf, Part} from "./line.js"
 */

/**
 * @typedef {{symbols: Part[], numbers: Part[], result: string, digits: number, holds: boolean}} Arithmetic
 */

const MOST_DIGITS = 17;

/**
 * Writes `expr` with the fewest digits, no fewer than `precision`, that still give `result` as it is shown.
 * @param {Expr} expr
 * @param {(ref: Ref) => number} lookup
 * @param {number} result
 * @param {number} precision
 * @returns {Arithmetic}
 */
export function arithmetic(expr, lookup, result, precision) {
  const shown = formatNumber(result, precision);
  const short = shorten(expr, lookup);
  for (let digits = precision; digits <= MOST_DIGITS + 1; digits++) {
    const text = (/** @type {number} */ value) => write(value, digits);
    if (gives(short, lookup, text, shown, precision))
      return written(short, lookup, text, shown, digits, true);
  }
  return written(short, lookup, formatFull, shown, MOST_DIGITS, false);
}

/**
 * @param {number} value
 * @param {number} digits
 */
function write(value, digits) {
  return digits > MOST_DIGITS ? formatFull(value) : formatNumber(value, digits);
}

/**
 * @param {Expr} expr
 * @param {(ref: Ref) => number} lookup
 * @param {(value: number) => string} text
 * @param {string} shown
 * @param {number} precision
 */
function gives(expr, lookup, text, shown, precision) {
  const again = careful(roundPartials(expr, text), (ref) => readNumber(text(lookup(ref))));
  if (formatNumber(again, precision) !== shown) return false;
  return !isTie(again, precision) || isTie(evaluate(expr, lookup), precision);
}

/**
 * The value, or NaN where something on the way to it overflows: nobody can recompute that.
 * @param {Expr} expr
 * @param {(ref: Ref) => number} lookup
 * @returns {number}
 */
function careful(expr, lookup) {
  if (!("op" in expr)) return evaluate(expr, lookup);
  if (expr.op === "where") {
    const [condition, yes, no] = expr.args;
    const holds = careful(condition, lookup);
    return Number.isNaN(holds) ? holds : careful(holds !== 0 ? yes : no, lookup);
  }
  const args = expr.args.map((arg) => careful(arg, lookup));
  const value = evaluate({ op: expr.op, args: args.map((number) => ({ number })) }, lookup);
  return args.every(Number.isFinite) || !Number.isFinite(value) ? value : Number.NaN;
}

/**
 * Half way between two numbers that can be shown: rounding by hand may go either way.
 * @param {number} value
 * @param {number} precision
 */
function isTie(value, precision) {
  const scaled = Math.abs(value) * 10 ** precision;
  return Math.abs(scaled - Math.floor(scaled) - 0.5) < 1e-9;
}

/**
 * @param {Expr} expr
 * @param {(value: number) => string} text
 * @returns {Expr}
 */
function roundPartials(expr, text) {
  if (isPartial(expr)) return { number: readNumber(text(expr.number)) };
  return "op" in expr ? { op: expr.op, args: expr.args.map((arg) => roundPartials(arg, text)) } : expr;
}

/**
 * @param {Expr} expr
 * @param {(ref: Ref) => number} lookup
 * @param {(value: number) => string} text
 * @param {string} shown
 * @param {number} digits
 * @param {boolean} holds
 * @returns {Arithmetic}
 */
function written(expr, lookup, text, shown, digits, holds) {
  /** @param {Expr} node @returns {Leaf} */
  const number = (node) => {
    if ("ref" in node) return leaf(text(lookup(node.ref)), node.ref);
    if (!isPartial(node)) return leaf(formatFull(/** @type {{number: number}} */ (node).number));
    return { part: { text: text(node.number), partial: node.partial }, negative: node.number < 0 };
  };
  const numbers = line(expr, number);
  return { symbols: line(expr, symbol), numbers, result: shown, digits, holds };
}

/**
 * @param {Expr} node
 * @returns {Leaf}
 */
function symbol(node) {
  if ("ref" in node) return { part: { text: "", ref: node.ref }, negative: false };
  if (isPartial(node)) return { part: { text: "…" }, negative: false };
  return leaf(formatFull(/** @type {{number: number}} */ (node).number));
}

/**
 * @param {string} text
 * @param {Ref} [ref]
 * @returns {Leaf}
 */
function leaf(text, ref) {
  return { part: ref ? { text, ref } : { text }, negative: text.startsWith("−") };
}
