/** The interpreter of one cell: which cells it is made from, and how. The server has the same one in Python. */
import { indices, placeOf } from "./cell/places.js";
import { REDUCTIONS } from "./cell/reductions.js";
import { scalar } from "./evaluate.js";
import { fromWire } from "./format.js";
import { late } from "./late.js";

/**
 * @import {Expr, Ref, Tree} from "../types.js"
 * @import {Known, Reader, Rule} from "./cell/rule.js"
 */

/**
 * What does not work cell by cell: the rules that most networks need, and those that the page makes trees with (trees.js).
 * The rows of app/expr/primitives say the same. @type {Record<string, Rule>}
 */
const RULES = {
  matmul: (read, { args: [a, b] }, i, j) => ({
    op: "sum",
    args: indices(a.shape[1]).map((k) => ({ op: "mul", args: [read.at(a, i, k), read.at(b, k, j)] })),
  }),
  transpose: (read, { args: [a] }, i, j) => read.at(a, j, i),
  spread: (read, { args: [a] }, i, j) => read.at(a, i, j),
  diag: (read, { args: [a] }, i, j) => (i === j ? read.at(a, ...placeOf(i, a.shape[1])) : { number: 0 }),
  ...REDUCTIONS,
};

/** All others. */
const rest = late(async () => (await import("./cell/rest.js")).REST);

/** @param {string} op */
function ruleOf(op) {
  return RULES[op] ?? rest.here?.[op];
}

/**
 * What trees are computed with is there, before cells of them are asked for.
 * @param {unknown} told  trees, or an answer in which they stand
 * @returns {Promise<void>} an `ApiError` where it does not come
 */
export async function rulesFor(told) {
  if (!rest.here && needsMore(told)) await rest.bring();
}

/**
 * @param {unknown} told
 * @returns {boolean}
 */
function needsMore(told) {
  if (typeof told !== "object" || told === null || ArrayBuffer.isView(told)) return false;
  if (isList(told)) return told.some(needsMore);
  const { op, definition } = /** @type {Partial<Tree>} */ (told);
  if (op !== undefined && !definition && !ruleOf(op) && !scalar(op)) return true;
  return Object.values(told).some(needsMore);
}

/** @param {unknown} told @returns {told is unknown[]} */
const isList = (told) => Array.isArray(told);

/**
 * The scalar arithmetic of cell (i, j) of a tree. A size of 1 is stretched, as in NumPy.
 * @param {Tree} tree
 * @param {number} i
 * @param {number} j
 * @param {Known} [known]  where it is told, terms that a given number chooses are left out if they are 0
 * @returns {Expr}
 */
export function cell(tree, i, j, known = () => undefined) {
  /** @type {Reader} */
  const read = { at: (node, m, n) => at(node, m, n, read), known };
  return read.at(tree, i, j);
}

/**
 * @param {Tree} tree
 * @param {number} i
 * @param {number} j
 * @param {Reader} read
 * @returns {Expr}
 */
function at(tree, i, j, read) {
  const row = tree.shape[0] === 1 ? 0 : i;
  const column = tree.shape[1] === 1 ? 0 : j;
  if (tree.name !== undefined) return { ref: { kind: "value", name: tree.name, i: row, j: column } };
  if (tree.gradient !== undefined)
    return { ref: { kind: "gradient", name: tree.gradient, i: row, j: column } };
  if (tree.number !== undefined) return { number: fromWire(tree.number) };
  if (tree.definition) return read.at(tree.definition, row, column);
  const op = tree.op ?? "";
  const args = tree.args ?? [];
  const rule = ruleOf(op);
  return rule
    ? rule(read, { ...tree, args }, row, column)
    : { op, args: args.map((arg) => read.at(arg, row, column)) };
}

/**
 * Whether an operation does something else than to work cell by cell.
 * @param {string} op
 */
export function hasRule(op) {
  return ruleOf(op) !== undefined;
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
