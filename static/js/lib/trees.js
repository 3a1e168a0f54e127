/** What a tree is, and other forms of it. Knows no DOM. */
import { COMPARISONS } from "./comparisons.js";

/** @import {Tree} from "../types.js" */

/** Operations whose cells are 0 and 1, whatever the numbers are. */
const MADE_OF_ONES = new Set([
  ...Object.keys(COMPARISONS),
  "sgn",
  "eye",
  "tri",
  "gather",
  "select",
  "hits",
  "one_hot",
]);

const MATMUL = { op: "matmul" };
/** What stands between the operands of the language's own operators. Of others the server says it. @type {Record<string, string>} */
const MARKS = { add: "+", sub: "−", mul: "∘", weighted: "∘", div: "⊘", over: "⊘", matmul: "·" };

/**
 * @param {Tree} node
 * @returns {string | undefined} what stands between its two arguments
 */
export function markOf(node) {
  return node.mark ?? MARKS[node.op ?? ""];
}

/** @param {Tree} node */
export function isLeaf(node) {
  return node.name !== undefined || node.gradient !== undefined;
}

/** @param {Tree} node */
export function isScalar(node) {
  return node.shape[0] === 1 && node.shape[1] === 1;
}

/** @param {Tree} node */
export function isInfix(node) {
  return markOf(node) !== undefined || node.op === "neg";
}

/**
 * @param {Tree} node
 * @returns {boolean}
 */
export function readsGradient(node) {
  return node.gradient !== undefined || (node.args ?? []).some(readsGradient);
}

/**
 * Whether it reads no quantity and no gradient.
 * @param {Tree} node
 * @returns {boolean}
 */
export function isConstant(node) {
  return !isLeaf(node) && (node.args ?? []).every(isConstant);
}

/**
 * @param {Tree} tree
 * @returns {string[]} names of the quantities that it reads, each once
 */
export function namesIn(tree) {
  const own = tree.name === undefined ? [] : [tree.name];
  return [...new Set([...own, ...(tree.args ?? []).flatMap(namesIn)])];
}

/**
 * A matrix of ones.
 * @param {[number, number]} shape
 * @param {[string, string]} sizes
 * @returns {Tree}
 */
export function ones(shape, sizes) {
  const one = { number: 1, shape: /** @type {[number, number]} */ ([1, 1]), sizes: sizes, mathml: "" };
  const turned = shape[0] === 1 && shape[1] > 1;
  const mathml = turned ? "<math><msup><mn>𝟏</mn><mo>⊤</mo></msup></math>" : "<math><mn>𝟏</mn></math>";
  return { op: "spread", args: [one], shape, sizes, mathml, symbol: turned ? "1ᵀ" : "1" };
}

/**
 * The same product with the elementwise factor as a diagonal matrix: v ∘ mᵀ = v · diag(m). Null where there is none.
 * @param {Tree} tree
 * @returns {Tree | null}
 */
export function withDiagonal(tree) {
  if (tree.op === "transpose" && tree.args) {
    const inner = withDiagonal(tree.args[0]);
    return inner && { ...tree, args: [inner] };
  }
  if (tree.op !== "mul" || !tree.args || isScalar(tree)) return null;
  const [signal, factor] = tree.args;
  if (isScalar(signal) || isScalar(factor) || !isFunction(factor) || readsGradient(factor)) return null;
  if (tree.shape[0] === 1) return { ...tree, ...MATMUL, args: [signal, diagonal(factor)] };
  if (tree.shape[1] === 1) return { ...tree, ...MATMUL, args: [diagonal(factor), signal] };
  return null;
}

/** @param {Tree} node */
function isFunction(node) {
  const inner = node.op === "transpose" && node.args ? node.args[0] : node;
  return !isLeaf(inner) && !isInfix(inner);
}

/**
 * @param {Tree} factor  a row or a column
 * @returns {Tree}
 */
function diagonal(factor) {
  const vector = factor.op === "transpose" && factor.args ? factor.args[0] : factor;
  const size = Math.max(...vector.shape);
  const label = vector.shape[0] === size ? vector.sizes[0] : vector.sizes[1];
  const inner = vector.mathml.replace(/^<math[^>]*>|<\/math>$/g, "");
  const mathml = `<math><mi>diag</mi><mo stretchy="false">(</mo>${inner}<mo stretchy="false">)</mo></math>`;
  return { op: "diag", args: [vector], shape: [size, size], sizes: [label, label], mathml };
}

/**
 * Whether a matrix is a mask or made of one: such are drawn in grey.
 * @param {Tree} node
 * @returns {boolean}
 */
export function isMask(node) {
  if (MADE_OF_ONES.has(node.op ?? "")) return true;
  if (node.op === "spread") return node.args?.[0].number === 1;
  return (node.op === "transpose" || node.op === "diag") && isMask(/** @type {Tree[]} */ (node.args)[0]);
}

/**
 * A tree in which every drawn matrix is a quantity of its own, so that its cells can be lit.
 * @param {Tree} tree
 * @param {Map<Tree, string>} names  the drawn matrices that are not quantities
 * @returns {Tree}
 */
export function withDrawn(tree, names) {
  const name = names.get(tree);
  if (name !== undefined) return { name, shape: tree.shape, sizes: tree.sizes, mathml: tree.mathml };
  if (!tree.args) return tree;
  const definition = tree.definition && withDrawn(tree.definition, names);
  return { ...tree, args: tree.args.map((arg) => withDrawn(arg, names)), ...(definition && { definition }) };
}

/**
 * What a matrix is called in plain text.
 * @param {Tree} node
 * @param {{values: Record<string, {symbol: string}>, gradients: Record<string, {symbol: string}>}} trace
 * @returns {string}
 */
export function plain(node, trace) {
  if (node.name !== undefined) return trace.values[node.name]?.symbol ?? node.name;
  if (node.gradient !== undefined) return trace.gradients[node.gradient].symbol;
  if (node.number !== undefined) return String(node.number);
  if (node.symbol) return node.symbol;
  const args = (node.args ?? []).map((arg) => plain(arg, trace));
  if (node.op === "transpose")
    return `${isInfix(/** @type {Tree[]} */ (node.args)[0]) ? `(${args[0]})` : args[0]}ᵀ`;
  const mark = markOf(node);
  if (mark) return args.join(` ${mark} `);
  return `${node.op}(${args.join(", ")})`;
}

/**
 * @param {Tree[]} terms  of one shape
 * @returns {Tree}
 */
export function sumOf(terms) {
  const [{ shape, sizes }] = terms;
  return terms.reduce((sum, term) => ({ op: "add", mark: "+", args: [sum, term], shape, sizes, mathml: "" }));
}

/**
 * @param {(Tree | null)[]} factors  matrices whose sizes meet
 * @returns {Tree | null} their product, from the left; null where one is not there
 */
export function productOf(factors) {
  return factors.reduce((a, b) => {
    if (!a || !b) return null;
    const ends = /** @type {const} */ ([
      [a.shape[0], b.shape[1]],
      [a.sizes[0], b.sizes[1]],
    ]);
    return { ...MATMUL, args: [a, b], shape: [...ends[0]], sizes: [...ends[1]], mathml: "" };
  });
}
