/** A tree as a row of matrices with signs between them. Knows no DOM. */

/**
 * @typedef {import("../types.js").Tree} Tree
 * @typedef {import("../types.js").Symbols} Symbols
 * @typedef {{type: "matrix", node: Tree}
 *   | {type: "sign", text: string}
 *   | {type: "open" | "close"}
 *   | {type: "transpose"}
 *   | {type: "number", text: string}
 *   | {type: "function", mathml: string}} Item
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

/** @param {Tree} node */
export function isLeaf(node) {
  return node.name !== undefined || node.gradient !== undefined;
}

/** @param {Tree} node */
export function isScalar(node) {
  return node.shape[0] === 1 && node.shape[1] === 1;
}

/**
 * What is drawn for a tree, left to right.
 * @param {Tree} tree
 * @param {boolean} literally  draw the name and the arguments of a function; otherwise its value is one matrix
 * @returns {Item[]}
 */
export function items(tree, literally) {
  return literally && tree.function ? call(tree) : draw(tree, SUM);
}

/**
 * @param {Tree} tree
 * @returns {Item[]}
 */
function call(tree) {
  const args = tree.args ?? [];
  /** @type {Item[]} */
  const found = [{ type: "function", mathml: /** @type {string} */ (tree.function) }];
  if (args.length === 1) return [...found, ...draw(args[0], ATOM)];
  found.push({ type: "open" });
  args.forEach((arg, k) => {
    if (k > 0) found.push({ type: "sign", text: "," });
    found.push(...draw(arg, SUM));
  });
  return [...found, { type: "close" }];
}

/**
 * @param {Tree} node
 * @param {number} least
 * @returns {Item[]}
 */
function draw(node, least) {
  if (node.number !== undefined) return [{ type: "number", text: String(node.number).replace("-", "−") }];
  const [inner, level] = open(node);
  return level < least ? [{ type: "open" }, ...inner, { type: "close" }] : inner;
}

/**
 * @param {Tree} node
 * @returns {[Item[], number]}
 */
function open(node) {
  const args = node.args ?? [];
  const infix = INFIX[node.op ?? ""];
  if (infix) return [between(args, infix), infix.level];
  if (node.op === "neg") return [[{ type: "sign", text: "−" }, ...draw(args[0], PREFIX)], PREFIX];
  if (node.op === "transpose" && isInfix(args[0])) {
    return [[...draw(args[0], ATOM), { type: "transpose" }], POWER];
  }
  return [[{ type: "matrix", node }], ATOM];
}

/** @param {Tree} node */
function isInfix(node) {
  return INFIX[node.op ?? ""] !== undefined || node.op === "neg";
}

/**
 * @param {Tree[]} args
 * @param {{text: string, level: number}} infix
 * @returns {Item[]}
 */
function between([a, b], { text, level }) {
  const scales = text === "∘" && (isScalar(a) || isScalar(b));
  return [...draw(a, level), { type: "sign", text: scales ? "·" : text }, ...draw(b, level + 1)];
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
  if (isScalar(signal) || isScalar(factor) || !isFunction(factor)) return null;
  if (tree.shape[0] === 1) return { ...tree, op: "matmul", args: [signal, diagonal(factor)] };
  if (tree.shape[1] === 1) return { ...tree, op: "matmul", args: [diagonal(factor), signal] };
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
  if (node.op === "sgn") return true;
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
  const infix = INFIX[node.op ?? ""];
  if (infix) return args.join(` ${infix.text} `);
  return `${node.op}(${args.join(", ")})`;
}
