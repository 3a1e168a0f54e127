/** The interpreter of one cell: which cells it is made from, and how. The server has the same one in Python. */

/**
 * @typedef {import("../types.js").Tree} Tree
 * @typedef {import("../types.js").Expr} Expr
 * @typedef {import("../types.js").Ref} Ref
 */

import { erf } from "./erf.js";

const GATHERING = new Set(["sum", "max", "mean"]);

/**
 * The scalar arithmetic of cell (i, j) of a tree. A size of 1 is stretched, as in NumPy.
 * @param {Tree} tree
 * @param {number} i
 * @param {number} j
 * @returns {Expr}
 */
export function cell(tree, i, j) {
  const row = tree.shape[0] === 1 ? 0 : i;
  const column = tree.shape[1] === 1 ? 0 : j;
  if (tree.name !== undefined) return { ref: { kind: "value", name: tree.name, i: row, j: column } };
  if (tree.gradient !== undefined)
    return { ref: { kind: "gradient", name: tree.gradient, i: row, j: column } };
  if (tree.number !== undefined) return { number: tree.number };
  if (tree.definition) return cell(tree.definition, row, column);
  return operation(tree, row, column);
}

/**
 * @param {Tree} tree
 * @param {number} i
 * @param {number} j
 * @returns {Expr}
 */
function operation(tree, i, j) {
  const op = /** @type {string} */ (tree.op);
  const args = /** @type {Tree[]} */ (tree.args);
  if (op === "matmul") return product(args[0], args[1], i, j);
  if (op === "transpose") return cell(args[0], j, i);
  if (op in LARGE_MADE) return LARGE_MADE[op](args, tree.axis, i, j);
  if (op === "spread" || op === "head") return cell(args[0], i, j);
  if (op in COUNTING) return { number: COUNTING[op](args[0].shape, tree.axis) };
  if (op in MOVING) return MOVING[op](args, tree.axis ?? 0, i, j);
  if (op === "diag") return i === j ? LARGE_MADE.vec(args, null, i, 0) : { number: 0 };
  if (GATHERING.has(op)) return { op, args: gathered(args[0], tree.axis, i, j) };
  return { op, args: args.map((arg) => cell(arg, i, j)) };
}

/** @type {Record<string, (shape: [number, number], axis: number | null | undefined) => number>} */
const COUNTING = {
  count: ([rows, columns], axis) => [rows, columns][axis ?? 2] ?? rows * columns,
  examples: ([rows, columns], axis) => [columns, rows][axis ?? 2] ?? 1,
};

/** Taking rows or columns out, and putting them side by side. @type {Record<string, (args: Tree[], axis: number, i: number, j: number) => Expr>} */
const MOVING = {
  slice: ([a, start], axis, i, j) => shifted(a, axis, begin(start, a.shape[axis]), i, j),
  unslice: ([g, like, start], axis, i, j) => {
    const first = begin(start, like.shape[axis]);
    const at = [i, j][axis] - first;
    return at >= 0 && at < g.shape[axis] ? shifted(g, axis, -first, i, j) : { number: 0 };
  },
  concat: ([a, b], axis, i, j) =>
    [i, j][axis] < a.shape[axis] ? cell(a, i, j) : shifted(b, axis, -a.shape[axis], i, j),
  tail: ([g, like], axis, i, j) => shifted(g, axis, g.shape[axis] - like.shape[axis], i, j),
};

/**
 * Where a slice begins, counted as in NumPy.
 * @param {Tree} start
 * @param {number} size
 */
function begin(start, size) {
  const value = start.number ?? 0;
  return value < 0 ? Math.max(0, size + value) : Math.min(value, size);
}

/**
 * @param {Tree} tree
 * @param {number} axis
 * @param {number} by
 * @param {number} i
 * @param {number} j
 * @returns {Expr}
 */
function shifted(tree, axis, by, i, j) {
  return axis ? cell(tree, i, j + by) : cell(tree, i + by, j);
}

/**
 * @param {Tree} a
 * @param {Tree} b
 * @param {number} i
 * @param {number} j
 * @returns {Expr}
 */
function product(a, b, i, j) {
  const terms = Array.from({ length: a.shape[1] }, (_, k) => ({
    op: "mul",
    args: [cell(a, i, k), cell(b, k, j)],
  }));
  return { op: "sum", args: terms };
}

/** What a full Jacobian is made of: its rows and columns count the cells of a matrix row by row.
 * @type {Record<string, (args: Tree[], axis: number | null | undefined, i: number, j: number) => Expr>} */
const LARGE_MADE = {
  vec: ([a], _, i) => cell(a, Math.floor(i / a.shape[1]), i % a.shape[1]),
  kron: ([a, b], _, i, j) => {
    const [rows, columns] = b.shape;
    return times(cell(a, Math.floor(i / rows), Math.floor(j / columns)), cell(b, i % rows, j % columns));
  },
  eye: (_, __, i, j) => ({ number: Number(i === j) }),
  gather: ([a], axis, i, j) => {
    const place = [Math.floor(j / a.shape[1]), j % a.shape[1]];
    return { number: Number(axis === undefined || axis === null || place[1 - axis] === i) };
  },
  index: ([a], _, i, j) => ({ number: i * a.shape[1] + j + 1 }),
  select: ([a, b], axis, i, j) => {
    const [one, other] = [LARGE_MADE.vec([a], axis, i, 0), LARGE_MADE.vec([b], axis, j, 0)];
    return { number: Number("number" in one && "number" in other && one.number === other.number) };
  },
};

/**
 * A product, without the factors 0 and 1 that blocks are placed by.
 * @param {Expr} a
 * @param {Expr} b
 * @returns {Expr}
 */
function times(a, b) {
  const is = (/** @type {Expr} */ expr, /** @type {number} */ n) => "number" in expr && expr.number === n;
  if (is(a, 1) || is(b, 0)) return b;
  if (is(b, 1) || is(a, 0)) return a;
  return { op: "mul", args: [a, b] };
}

/**
 * @param {Tree} tree
 * @param {number | null | undefined} axis
 * @param {number} i
 * @param {number} j
 * @returns {Expr[]}
 */
function gathered(tree, axis, i, j) {
  const rows = axis === 1 ? [i] : indices(tree.shape[0]);
  const columns = axis === 0 ? [j] : indices(tree.shape[1]);
  return rows.flatMap((row) => columns.map((column) => cell(tree, row, column)));
}

/** @param {number} size */
function indices(size) {
  return Array.from({ length: size }, (_, k) => k);
}

/** @type {Record<string, (args: number[]) => number>} */
const APPLY = {
  add: ([a, b]) => a + b,
  sub: ([a, b]) => a - b,
  mul: ([a, b]) => a * b,
  div: ([a, b]) => a / b,
  pow: ([a, b]) => a ** b,
  neg: ([a]) => -a,
  exp: ([a]) => Math.exp(a),
  log: ([a]) => Math.log(a),
  sqrt: ([a]) => Math.sqrt(a),
  abs: ([a]) => Math.abs(a),
  sgn: ([a]) => Math.sign(a),
  tanh: ([a]) => Math.tanh(a),
  erf: ([a]) => erf(a),
  equal: ([a, b]) => Number(a === b),
  maximum: ([a, b]) => Math.max(a, b),
  minimum: ([a, b]) => Math.min(a, b),
  sum: (args) => args.reduce((total, term) => total + term, 0),
  max: (args) => args.reduce((most, term) => Math.max(most, term), -Infinity),
  mean: (args) => args.reduce((total, term) => total + term, 0) / args.length,
};

/**
 * @param {Expr} expr
 * @param {(ref: Ref) => number} lookup
 * @returns {number}
 */
export function evaluate(expr, lookup) {
  if ("ref" in expr) return lookup(expr.ref);
  if ("number" in expr) return expr.number;
  return APPLY[expr.op](expr.args.map((arg) => evaluate(arg, lookup)));
}

/**
 * The cells that are read, each once, in the order of reading.
 * @param {Expr} expr
 * @returns {Ref[]}
 */
export function refs(expr) {
  /** @type {Map<string, Ref>} */
  const found = new Map();
  /** @param {Expr} node */
  const visit = (node) => {
    if ("ref" in node) found.set(keyOf(node.ref), node.ref);
    else if ("op" in node) node.args.forEach(visit);
  };
  visit(expr);
  return [...found.values()];
}

/**
 * @param {Ref} ref
 * @returns {string}
 */
export function keyOf(ref) {
  return `${ref.kind}:${ref.name}:${ref.i}:${ref.j}`;
}
