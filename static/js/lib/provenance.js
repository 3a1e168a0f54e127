/** Where a number comes from and where it goes, from cell to cell through the whole network. Knows no DOM. */
import { indices } from "./cell/places.js";
import { refs } from "./cell.js";
import { exprOf } from "./explain.js";
import { positionOf } from "./steps.js";

/**
 * @import {Expr, Kind, Ref, Tree} from "../types.js"
 * @import {Step} from "../wire.js"
 * @import {View} from "./view.js"
 */

/**
 * @typedef {{i: number, j: number}} Place
 */

/** So many leaves of arithmetic are looked at to find what reads one cell: a tenth of a second. */
const PATIENCE = 400_000;

/**
 * The cells in the arithmetic of a cell, in the order of reading.
 * @param {Ref} ref
 * @param {Step[]} steps
 * @param {View} view
 * @returns {Ref[]} none for what is given
 */
export function madeFrom(ref, steps, view) {
  const step = steps[positionOf(steps, ref.kind, ref.name)];
  return step ? refs(exprOf(step, step.tree, ref, view)) : [];
}

/**
 * The cells in whose arithmetic a cell is, in the order of the steps.
 * @param {Ref} ref
 * @param {Step[]} steps
 * @param {View} view
 * @param {number} [patience]
 * @returns {{refs: Ref[], unseen: number}}  unseen: cells that might read it too, of matrices too large to look at whole
 */
export function goesInto(ref, steps, view, patience = PATIENCE) {
  /** @type {Ref[]} */
  const found = [];
  let unseen = 0;
  let left = patience;
  for (const step of readersOf(ref, steps)) {
    const result = { kind: kindOf(step), name: step.quantity };
    const [rows, columns] = view.matrix(result.kind, result.name).shape;
    const exprAt = (/** @type {Place} */ at) => exprOf(step, step.tree, { ...result, ...at }, view);
    const each = leavesOf(exprAt({ i: 0, j: 0 }));
    const places = placesIn(rows, columns, ref, Math.floor(left / each));
    for (const at of places) if (reads(exprAt(at), ref)) found.push({ ...result, ...at });
    unseen += rows * columns - places.length;
    left -= places.length * each;
  }
  return { refs: found, unseen };
}

/**
 * The steps that read the quantity or gradient of a cell.
 * @param {Ref} ref
 * @param {Step[]} steps
 * @returns {Step[]}
 */
export function readersOf({ kind, name }, steps) {
  let index = readersByName.get(steps);
  if (!index) {
    index = indexOf(steps);
    readersByName.set(steps, index);
  }
  return index.get(`${kind}:${name}`) ?? [];
}

/** @type {WeakMap<Step[], Map<string, Step[]>>} */
const readersByName = new WeakMap();

/** @param {Step[]} steps */
function indexOf(steps) {
  /** @type {Map<string, Step[]>} */
  const index = new Map();
  for (const step of steps) {
    const leaves = new Set([...leavesIn(step.tree), ...(step.stable_tree ? leavesIn(step.stable_tree) : [])]);
    for (const leaf of leaves) index.set(leaf, [...(index.get(leaf) ?? []), step]);
  }
  return index;
}

/**
 * @param {Tree} tree
 * @returns {string[]} the quantities and gradients in it
 */
function leavesIn(tree) {
  if (tree.name !== undefined) return [`value:${tree.name}`];
  if (tree.gradient !== undefined) return [`gradient:${tree.gradient}`];
  return (tree.definition ? [tree.definition] : (tree.args ?? [])).flatMap(leavesIn);
}

/** @param {Step} step @returns {Kind} */
function kindOf({ phase }) {
  return phase === "forward" ? "value" : "gradient";
}

/**
 * All cells of a matrix, or if those are too many the rows and columns of the same number, where readers are.
 * @param {number} rows
 * @param {number} columns
 * @param {Place} near
 * @param {number} most
 * @returns {Place[]}
 */
function placesIn(rows, columns, { i, j }, most) {
  const place = (/** @type {number} */ k) => ({ i: Math.floor(k / columns), j: k % columns });
  if (rows * columns <= most) return indices(rows * columns).map(place);
  const row = (/** @type {number} */ at) => (at < rows ? indices(columns).map((k) => at * columns + k) : []);
  const column = (/** @type {number} */ at) =>
    at < columns ? indices(rows).map((k) => k * columns + at) : [];
  const near = new Set([...row(i), ...column(j), ...row(j), ...column(i)]);
  return [...near]
    .slice(0, most)
    .sort((a, b) => a - b)
    .map(place);
}

/**
 * @param {Expr} expr
 * @returns {number}
 */
function leavesOf(expr) {
  return "op" in expr
    ? Math.max(
        1,
        expr.args.reduce((sum, arg) => sum + leavesOf(arg), 0),
      )
    : 1;
}

/**
 * @param {Expr} expr
 * @param {Ref} ref
 * @returns {boolean}
 */
function reads(expr, ref) {
  if ("ref" in expr) {
    const { kind, name, i, j } = expr.ref;
    return i === ref.i && j === ref.j && name === ref.name && kind === ref.kind;
  }
  return "op" in expr && expr.args.some((arg) => reads(arg, ref));
}
