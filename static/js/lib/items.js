/** A tree as a row of matrices with signs between them, in the order of the formula. Knows no DOM. */
import { COMPARISONS } from "./comparisons.js";
import { counted, numberText, part, power } from "./item-texts.js";
import { isConstant, isInfix, isLeaf, isScalar, markOf, ones, readsGradient } from "./trees.js";

/** @import {Tree} from "../types.js" */

/**
 * @typedef {"bar" | "norm" | "square"} Mark  what stands in place of a bracket
 * @typedef {{type: "matrix", node: Tree}
 *   | {type: "sign", text: string}
 *   | {type: "open" | "close", mark?: Mark}
 *   | {type: "transpose"}
 *   | {type: "power" | "index", text: string}
 *   | {type: "number", text: string}
 *   | {type: "function", mathml: string}} Item
 * @typedef {[Item[], number]} Open  what is drawn, and how tightly it binds
 */

const SUM = 1;
const PREFIX = 2;
const PRODUCT = 3;
const MATRIX_PRODUCT = 4;
const POWER = 6;
const ATOM = 7;

/** How tightly a mark binds that may stand in a row with others of its kind. @type {Record<string, number>} */
const LEVELS = { "+": SUM, "−": SUM, "∘": PRODUCT, "⊘": PRODUCT, "·": MATRIX_PRODUCT };
/** Functions of all cells that have a sign of their own. @type {Record<string, string>} */
const SIGNS = {
  sum: "<math><mo>∑</mo></math>",
  prod: "<math><mo>∏</mo></math>",
  others: "<math><msub><mo>∏</mo><mo>≠</mo></msub></math>",
};
const COUNTS = new Set(["count", "examples", "terms"]);

/**
 * What is drawn for a tree, left to right.
 * @param {Tree} tree
 * @param {boolean} literally  draw names and arguments of functions; otherwise what reads no gradient is one matrix
 * @returns {Item[]}
 */
export function items(tree, literally) {
  return new Row(literally).draw(tree, SUM);
}

class Row {
  literally;

  /** @param {boolean} literally */
  constructor(literally) {
    this.literally = literally;
  }

  /**
   * @param {Tree} node
   * @param {number} least  how tightly it has to bind here
   * @returns {Item[]}
   */
  draw(node, least) {
    const [inner, level] = this.open(node);
    return level < least ? [{ type: "open" }, ...inner, { type: "close" }] : inner;
  }

  /**
   * @param {Tree} node
   * @returns {Open}
   */
  open(node) {
    if (node.number !== undefined) return [[{ type: "number", text: numberText(node) }], ATOM];
    const op = node.op ?? "";
    const args = node.args ?? [];
    if (isLeaf(node) || (op === "transpose" && isLeaf(args[0]))) return whole(node);
    const mark = markOf(node);
    if (mark && !isConstant(node)) return this.between(args, mark);
    if (op === "neg" && !isConstant(node))
      return [[{ type: "sign", text: "−" }, ...this.draw(args[0], PREFIX)], PREFIX];
    if (COUNTS.has(op)) return [[{ type: "number", text: counted(node) }], ATOM];
    if (isScalar(node) && isConstant(node)) return [[{ type: "function", mathml: node.mathml }], ATOM];
    if (op === "spread") return this.spread(node, args[0]);
    if (isConstant(node)) return whole(node);
    if (op === "transpose" && this.isOpen(args[0])) return this.raised(args[0], { type: "transpose" });
    if (!this.literally && !readsGradient(node) && op !== "pow") return whole(node);
    return this.call(node, op, args);
  }

  /** @param {Tree} node */
  isOpen(node) {
    return isInfix(node) || this.literally || readsGradient(node);
  }

  /**
   * @param {Tree} node
   * @param {string} op
   * @param {Tree[]} args
   * @returns {Open}
   */
  call(node, op, args) {
    if (op === "transpose") return this.raised(args[0], { type: "transpose" });
    if (COMPARISONS[op]) return this.compared(args, COMPARISONS[op]);
    if (op === "square" || (op === "pow" && isConstant(args[1])))
      return this.raised(args[0], { type: "power", text: power(node, args[1]) });
    if (op === "pow") return this.between(args, "^");
    if (op === "take") return this.taken(args[0], args[1]);
    if (op === "layer") return this.raised(args[0], { type: "index", text: `[${numberText(args[1])}]` });
    if (op === "slice") return this.raised(args[0], { type: "index", text: part(node, args) });
    if (op === "abs") return this.within(args[0], "bar");
    if (op === "norm" && node.axis === undefined) return this.within(args[0], "norm");
    if (op === "sum" && node.axis !== undefined) return this.summed(node, args[0]);
    const shown = args.slice(0, node.shown);
    /** @type {Item[]} */
    const found = [
      { type: "function", mathml: (node.axis === undefined && SIGNS[op]) || (node.function ?? node.mathml) },
    ];
    if (shown.length === 1) return [[...found, ...this.draw(shown[0], ATOM)], PREFIX];
    found.push({ type: "open" });
    shown.forEach((arg, k) => {
      if (k > 0) found.push({ type: "sign", text: "," });
      found.push(...this.draw(arg, SUM));
    });
    return [[...found, { type: "close" }], ATOM];
  }

  /**
   * @param {Tree[]} args
   * @param {string} mark
   * @returns {Open}
   */
  between([a, b], mark) {
    const level = LEVELS[mark] ?? (mark === "^" ? POWER : PRODUCT);
    const [left, right] = LEVELS[mark] ? [level, level + 1] : [ATOM, ATOM];
    const withScalar = isScalar(b) ? { "⊘": "/", "∘": "·" }[mark] : isScalar(a) && mark === "∘" ? "·" : null;
    /** @type {Item} */
    const sign = { type: "sign", text: withScalar ?? mark };
    return [[...this.draw(a, left), sign, ...this.draw(b, right)], level];
  }

  /**
   * @param {Tree[]} args
   * @param {string} mark
   * @returns {Open}
   */
  compared([a, b], mark) {
    const inner = [
      ...this.draw(a, SUM),
      { type: /** @type {const} */ ("sign"), text: mark },
      ...this.draw(b, SUM),
    ];
    return [[{ type: "open", mark: "square" }, ...inner, { type: "close", mark: "square" }], ATOM];
  }

  /**
   * Rows by their number: the numbers stand behind the matrix, as they are written.
   * @param {Tree} table
   * @param {Tree} ids
   * @returns {Open}
   */
  taken(table, ids) {
    if (isConstant(ids)) return this.raised(table, { type: "index", text: `${ids.symbol ?? ""}, :` });
    /** @type {Item[]} */
    const behind = [
      { type: "open", mark: "square" },
      ...this.draw(ids, SUM),
      { type: "close", mark: "square" },
    ];
    return [[...this.draw(table, ATOM), ...behind], POWER];
  }

  /**
   * @param {Tree} inner
   * @param {Item} mark
   * @returns {Open}
   */
  raised(inner, mark) {
    return [[...this.draw(inner, ATOM), mark], POWER];
  }

  /**
   * @param {Tree} inner
   * @param {Mark} mark
   * @returns {Open}
   */
  within(inner, mark) {
    return [[{ type: "open", mark }, ...this.draw(inner, SUM), { type: "close", mark }], ATOM];
  }

  /**
   * Equal copies: what is copied, times ones.
   * @param {Tree} node
   * @param {Tree} inner
   * @returns {Open}
   */
  spread(node, inner) {
    const full = { type: /** @type {const} */ ("matrix"), node: ones(node.shape, node.sizes) };
    if (inner.number === 1) return [[full], ATOM];
    const text = isScalar(inner) ? "·" : "∘";
    return [[...this.draw(inner, PRODUCT), { type: "sign", text }, full], PRODUCT];
  }

  /**
   * A sum over rows or over columns is a product with ones.
   * @param {Tree} node
   * @param {Tree} inner
   * @returns {Open}
   */
  summed({ axis }, inner) {
    const along = axis ?? 0;
    const length = inner.shape[along];
    const label = inner.sizes[along];
    const dot = { type: /** @type {const} */ ("sign"), text: "·" };
    const terms = this.draw(inner, MATRIX_PRODUCT + 1);
    const one = (/** @type {Tree} */ node) => ({ type: /** @type {const} */ ("matrix"), node });
    return along === 0
      ? [[one(ones([1, length], ["1", label])), dot, ...terms], MATRIX_PRODUCT]
      : [[...terms, dot, one(ones([length, 1], [label, "1"]))], MATRIX_PRODUCT];
  }
}

/**
 * @param {Tree} node
 * @returns {Open}
 */
function whole(node) {
  return [[{ type: "matrix", node }], ATOM];
}
