/** Why a cell has its number. Knows no DOM. */
import { arithmetic } from "./arithmetic.js";
import { cell, keyOf, refs } from "./cell.js";
import { evaluate } from "./evaluate.js";
import { positionOf } from "./steps.js";

/**
 * @import {Expr, Ref, Subject, Tree} from "../types.js"
 * @import {Step} from "../wire.js"
 * @import {Arithmetic} from "./arithmetic.js"
 * @import {View} from "./view.js"
 */

/**
 * @typedef {object} Explanation
 * @property {number} value
 * @property {Arithmetic | null} arithmetic  null for what is given
 * @property {Set<string>} lit   keys of the cells it is made from
 * @property {string} key        its own
 * @property {Step | null} step  that computes it
 */

/**
 * @param {Subject} subject
 * @param {View} view
 * @param {Step[]} steps
 * @param {(step: Step) => Tree} treeOf  the tree as it is drawn now
 * @returns {Explanation}
 */
export function explain(subject, view, steps, treeOf) {
  const { ref, node, i, j } = subject;
  const key = keyOf(ref);
  if (node) {
    const expr = cell(node, i, j, view.known);
    const value = evaluate(expr, view.lookup);
    return {
      value,
      arithmetic: arithmetic(expr, view.lookup, value, view.precision),
      lit: keysOf(expr),
      key,
      step: null,
    };
  }
  const value = view.lookup(ref);
  const step = steps[positionOf(steps, ref.kind, ref.name)] ?? null;
  if (!step) return { value, arithmetic: null, lit: new Set(), key, step };
  const expr = exprOf(step, treeOf(step), ref, view);
  const written = arithmetic(expr, view.lookup, value, view.precision);
  return { value, arithmetic: written, lit: keysOf(expr), key, step };
}

/**
 * How a cell is computed: by the numerically careful way where the plain one does not give the number.
 * @param {Step} step
 * @param {Tree} tree  of the step, as it is drawn
 * @param {Ref} ref
 * @param {View} view
 */
export function exprOf(step, tree, ref, view) {
  const plain = cell(tree, ref.i, ref.j, view.known);
  if (!step.stable_tree) return plain;
  const holds = (/** @type {Expr} */ expr) =>
    arithmetic(expr, view.lookup, view.lookup(ref), view.precision).holds;
  const stable = cell(step.stable_tree, ref.i, ref.j, view.known);
  return !holds(plain) && holds(stable) ? stable : plain;
}

/** @param {Expr} expr */
function keysOf(expr) {
  return new Set(refs(expr).map(keyOf));
}

/**
 * The cell of the result that is explained when nobody asks: the largest, since most flows into it.
 * @param {Step} step
 * @param {View} view
 * @returns {Subject}
 */
export function example(step, view) {
  const kind = step.phase === "forward" ? "value" : "gradient";
  const { data, shape } = view.matrix(kind, step.quantity);
  let best = { i: 0, j: 0 };
  const size = (/** @type {{i: number, j: number}} */ at) => Math.abs(Number(data[at.i][at.j])) || 0;
  for (let i = 0; i < shape[0]; i++) {
    for (let j = 0; j < shape[1]; j++) if (size({ i, j }) > size(best)) best = { i, j };
  }
  return { ref: { kind, name: step.quantity, ...best }, node: null, ...best, computed: true };
}
