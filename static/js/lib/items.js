/** A tree as a row of matrices with signs between them, in the order of the formula. Knows no DOM. */
import { cell } from "./cell.js";
import { isConstant, isInfix, isLeaf, isScalar, ones, readsGradient } from "./trees.js";

/**
 * @typedef {import("../types.js").Tree} Tree
 * @typedef {"bar" | "norm"} Mark  what stands in place of a bracket
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

/** @type {Record<string, {text: string, level: number}>} */
const INFIX = {
  add: { text: "+", level: SUM },
  sub: { text: "−", level: SUM },
  mul: { text: "∘", level: PRODUCT },
  div: { text: "⊘", level: PRODUCT },
  matmul: { text: "·", level: MATRIX_PRODUCT },
};
const SIGMA = "<math><mo>∑</mo></math>";
/** Functions of which only the first argument is drawn: the others say a shape. */
const OF_ONE = new Set(["head", "tail", "unslice"]);

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
    if (INFIX[op] && !isConstant(node)) return [this.between(args, INFIX[op]), INFIX[op].level];
    if (op === "neg" && !isConstant(node))
      return [[{ type: "sign", text: "−" }, ...this.draw(args[0], PREFIX)], PREFIX];
    if (op === "count" || op === "examples") return [[{ type: "number", text: counted(node) }], ATOM];
    if (isScalar(node) && isConstant(node)) return [[{ type: "function", mathml: node.mathml }], ATOM];
    if (op === "spread") return this.spread(node, args[0]);
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
    if (op === "pow" || op === "square") return this.raised(args[0], power(node, args[1]));
    if (op === "slice") return this.raised(args[0], { type: "index", text: part(node, args) });
    if (op === "abs") return this.within(args[0], "bar");
    if (op === "norm") return this.within(args[0], "norm");
    if (op === "sum" && node.axis !== undefined) return this.summed(node, args[0]);
    const shown = OF_ONE.has(op) ? args.slice(0, 1) : args;
    /** @type {Item[]} */
    const found = [{ type: "function", mathml: op === "sum" ? SIGMA : (node.function ?? node.mathml) }];
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
   * @param {{text: string, level: number}} infix
   * @returns {Item[]}
   */
  between([a, b], { text, level }) {
    const sign =
      text === "⊘" && isScalar(b) ? "/" : text === "∘" && (isScalar(a) || isScalar(b)) ? "·" : text;
    const tight = b.op === "neg" ? PRODUCT : level + 1;
    return [
      ...this.draw(a, level),
      { type: "sign", text: sign },
      ...this.draw(b, Math.max(tight, level + 1)),
    ];
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

/**
 * @param {Tree} node
 * @returns {string}
 */
function numberText(node) {
  if (node.op === "neg" && node.args) return `−${numberText(node.args[0])}`;
  return node.number === null ? "∞" : String(node.number).replace("-", "−");
}

/** @param {Tree} node */
function counted(node) {
  const expr = cell(node, 0, 0);
  return "number" in expr ? String(expr.number) : "";
}

/**
 * @param {Tree} node
 * @param {Tree | undefined} exponent
 * @returns {Item}
 */
function power(node, exponent) {
  return { type: "power", text: `${isScalar(node) ? "" : "∘"}${exponent ? numberText(exponent) : "2"}` };
}

/**
 * @param {Tree} node
 * @param {Tree[]} args  of a slice
 */
function part({ axis }, [, start, stop]) {
  const end = stop.number === null || stop.number === undefined ? "" : numberText(stop);
  const range = `${numberText(start)}:${end}`;
  return axis ? `:, ${range}` : `${range}, :`;
}
