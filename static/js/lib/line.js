/** A line of arithmetic: symbols or numbers with the signs between them, and no more brackets than it takes. Knows no DOM. */
import { COMPARISONS } from "./comparisons.js";

/** @import {Expr, Ref} from "../types.js" */

/**
 * @typedef {{from: number, to: number, value: number}} Partial  terms of a long sum, told by their own sum
 * @typedef {{text: string, ref?: Ref, partial?: Partial}} Part  a piece of a written line
 * @typedef {{part: Part, negative: boolean}} Leaf
 */

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
  weighted: { mark: " · ", level: MUL },
  over: { mark: " / ", level: MUL },
  pow: { mark: " ^ ", level: POW },
};
/** @type {Record<string, string>} */
const FUNCTIONS = { maximum: "max", minimum: "min" };
/** Of many, in which some may be told by their own value. */
export const CHAINS = new Set(["sum", "prod", "max", "min"]);

/**
 * The whole line, neighbouring pieces of plain text joined.
 * @param {Expr} expr
 * @param {(node: Expr) => Leaf} leafOf
 * @returns {Part[]}
 */
export function line(expr, leafOf) {
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
  if (CHAINS.has(expr.op) && expr.args.length === 1) return parts(expr.args[0], leafOf, least, starts);
  const [inner, level] = open(expr, leafOf, starts || level1(expr) < least);
  return level < least ? bracket(inner) : inner;
}

/** @param {{op: string}} expr */
function level1(expr) {
  if (expr.op === "sum" || expr.op === "neg") return ADD;
  if (expr.op === "mean" || expr.op === "prod") return MUL;
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
  if (op === "prod") return [chain(args, " · ", leafOf, MUL + 1, starts), level];
  if (op === "neg") return [[{ text: "−" }, ...parts(args[0], leafOf, POW)], level];
  if (op === "sqrt") return [[{ text: "√" }, ...parts(args[0], leafOf, ATOM)], level];
  if (op === "mean") {
    const total = bracket(chain(args, " + ", leafOf, ADD, true));
    return [[...total, { text: ` / ${args.length}` }], level];
  }
  if (COMPARISONS[op]) {
    const compared = chain(args, ` ${COMPARISONS[op]} `, leafOf, ADD, true, true);
    return [[{ text: "[" }, ...compared, { text: "]" }], level];
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
