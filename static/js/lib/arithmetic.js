/** The arithmetic of a cell, written out so that whoever recomputes it gets the number shown. Knows no DOM. */
import { evaluate } from "./cell.js";
import { formatFull, formatNumber, readNumber } from "./format.js";

/**
 * @typedef {import("../types.js").Expr} Expr
 * @typedef {import("../types.js").Ref} Ref
 * @typedef {{text: string, ref?: Ref, partial?: Partial}} Part  a piece of a written line
 * @typedef {{from: number, to: number, value: number}} Partial  terms of a long sum, told by their own sum
 * @typedef {{symbols: Part[], numbers: Part[], result: string, digits: number, holds: boolean}} Arithmetic
 * @typedef {{part: Part, negative: boolean}} Leaf
 */

const MOST_TERMS = 24;
const FIRST_TERMS = 8;
const LAST_TERMS = 4;
const MOST_DIGITS = 17;

const ADD = 1;
const MUL = 2;
const POW = 3;
const ATOM = 4;
/** @type {Record<string, {mark: string, level: number}>} */
const INFIX = {
  add: { mark: " + ", level: ADD },
  sub: { mark: " − ", level: ADD },
  mul: { mark: " · ", level: MUL },
  div: { mark: " / ", level: MUL },
  pow: { mark: " ^ ", level: POW },
};
/** @type {Record<string, string>} */
const FUNCTIONS = { maximum: "max", minimum: "min" };

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

/**
 * A sum of very many terms, with those in the middle replaced by their own sum.
 * @param {Expr} expr
 * @param {(ref: Ref) => number} lookup
 * @returns {Expr}
 */
function shorten(expr, lookup) {
  if (!("op" in expr)) return expr;
  const args = expr.args.map((arg) => shorten(arg, lookup));
  if (expr.op !== "sum" || args.length <= MOST_TERMS) return { op: expr.op, args };
  const middle = { op: "sum", args: args.slice(FIRST_TERMS, -LAST_TERMS) };
  const value = evaluate(middle, lookup);
  const partial = { from: FIRST_TERMS + 1, to: args.length - LAST_TERMS, value };
  const told = /** @type {Expr} */ ({ number: value, partial });
  return { op: "sum", args: [...args.slice(0, FIRST_TERMS), told, ...args.slice(-LAST_TERMS)] };
}

/**
 * @param {Expr} node
 * @returns {node is {number: number, partial: Partial}}
 */
function isPartial(node) {
  return "partial" in node;
}

/**
 * The whole line, neighbouring pieces of plain text joined.
 * @param {Expr} expr
 * @param {(node: Expr) => Leaf} leafOf
 * @returns {Part[]}
 */
function line(expr, leafOf) {
  /** @type {Part[]} */
  const joined = [];
  for (const part of parts(expr, leafOf, 0, true)) {
    const last = joined.at(-1);
    if (last && !last.ref && !part.ref && !last.partial && !part.partial) last.text += part.text;
    else joined.push({ ...part });
  }
  return joined;
}

/**
 * @param {Expr} expr
 * @param {(node: Expr) => Leaf} leafOf
 * @param {number} least  how tightly it has to bind here
 * @param {boolean} starts  nothing stands to its left
 * @returns {Part[]}
 */
function parts(expr, leafOf, least, starts = false) {
  if (!("op" in expr)) {
    const { part, negative } = leafOf(expr);
    return negative && !(starts && least < POW) ? bracket([part]) : [part];
  }
  if (expr.op === "sum" && expr.args.length === 1) return parts(expr.args[0], leafOf, least, starts);
  const [inner, level] = open(expr, leafOf, starts || level1(expr) < least);
  return level < least ? bracket(inner) : inner;
}

/** @param {{op: string}} expr */
function level1(expr) {
  if (expr.op === "sum" || expr.op === "neg") return ADD;
  if (expr.op === "mean") return MUL;
  if (expr.op === "sqrt") return POW;
  return INFIX[expr.op]?.level ?? ATOM;
}

/**
 * @param {{op: string, args: Expr[]}} expr
 * @param {(node: Expr) => Leaf} leafOf
 * @param {boolean} starts
 * @returns {[Part[], number]}
 */
function open(expr, leafOf, starts) {
  const { op, args } = expr;
  const level = level1(expr);
  if (op === "sum") return [chain(args, " + ", leafOf, ADD, starts), level];
  if (op === "neg") return [[{ text: "−" }, ...parts(args[0], leafOf, POW)], level];
  if (op === "sqrt") return [[{ text: "√" }, ...parts(args[0], leafOf, ATOM)], level];
  if (op === "mean") {
    const total = bracket(chain(args, " + ", leafOf, ADD, true));
    return [[...total, { text: ` / ${args.length}` }], level];
  }
  if (INFIX[op]) return [infix(args, INFIX[op], leafOf, starts), level];
  return [[{ text: FUNCTIONS[op] ?? op }, ...bracket(chain(args, ", ", leafOf, 0, true, true))], level];
}

/**
 * @param {Expr[]} args
 * @param {{mark: string, level: number}} form
 * @param {(node: Expr) => Leaf} leafOf
 * @param {boolean} starts
 */
function infix([a, b], { mark, level }, leafOf, starts) {
  const left = parts(a, leafOf, level === POW ? ATOM : level, starts);
  return [...left, { text: mark }, ...parts(b, leafOf, level + 1)];
}

/**
 * @param {Expr[]} args
 * @param {string} mark
 * @param {(node: Expr) => Leaf} leafOf
 * @param {number} least
 * @param {boolean} starts
 * @param {boolean} [each]  every one stands alone, as the arguments of a function do
 */
function chain(args, mark, leafOf, least, starts, each = false) {
  return args.flatMap((arg, k) => {
    const written = parts(arg, leafOf, least, each || (starts && k === 0));
    return k === 0 ? written : [{ text: mark }, ...written];
  });
}

/**
 * @param {Part[]} inner
 * @returns {Part[]}
 */
function bracket(inner) {
  return [{ text: "(" }, ...inner, { text: ")" }];
}

/**
 * @param {Part[]} line
 * @returns {string}
 */
export function textOf(line) {
  return line.map((part) => part.text).join("");
}
