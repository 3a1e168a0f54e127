/** What one drawn matrix is: a quantity, a transposed quantity, or the value of some expression. Knows no DOM. */
import { indices } from "./cell/places.js";
import { cell } from "./cell.js";
import { evaluate } from "./evaluate.js";
import { charsOf, faces } from "./faces.js";
import { gridOf, largestIn } from "./grid.js";
import { isLeaf, isMask, plain } from "./trees.js";

/**
 * @import {Kind, Ref, Tree, WireNumber} from "../types.js"
 * @import {View} from "./view.js"
 */

/**
 * @typedef {object} Drawn
 * @property {Tree} node
 * @property {Kind} kind
 * @property {string} name        of the quantity, or the name given to the expression
 * @property {boolean} transposed
 * @property {boolean} isQuantity
 * @property {(i: number, j: number) => Ref} refAt
 */

/**
 * @param {Tree} node
 * @param {string} name  for what is no quantity
 * @returns {Drawn}
 */
export function drawn(node, name) {
  const inner = node.op === "transpose" && node.args ? node.args[0] : node;
  const transposed = inner !== node;
  if (!isLeaf(inner)) {
    return {
      node,
      kind: "value",
      name,
      transposed: false,
      isQuantity: false,
      refAt: refAt("value", name, false),
    };
  }
  const kind = inner.gradient === undefined ? "value" : "gradient";
  const own = inner.gradient ?? /** @type {string} */ (inner.name);
  return { node, kind, name: own, transposed, isQuantity: true, refAt: refAt(kind, own, transposed) };
}

/**
 * @param {Kind} kind
 * @param {string} name
 * @param {boolean} transposed
 * @returns {(i: number, j: number) => Ref}
 */
function refAt(kind, name, transposed) {
  return (i, j) => (transposed ? { kind, name, i: j, j: i } : { kind, name, i, j });
}

/**
 * @param {Drawn} it
 * @param {View} view
 * @returns {WireNumber[][]}
 */
export function dataOf(it, view) {
  const [rows, columns] = it.node.shape;
  const { data } = it.isQuantity ? view.matrix(it.kind, it.name) : { data: null };
  const at = (/** @type {number} */ i, /** @type {number} */ j) => {
    if (!data) return evaluate(cell(it.node, i, j, view.known), view.lookup);
    return it.transposed ? data[j][i] : data[i][j];
  };
  return indices(rows).map((i) => indices(columns).map((j) => at(i, j)));
}

/**
 * @param {Drawn} it
 * @param {View} view
 * @param {boolean} compact
 */
export function facesOf(it, view, compact) {
  const data = dataOf(it, view);
  const { precision } = view;
  if (it.isQuantity) {
    const least = view.chars(it.kind, it.name, compact);
    return { faces: faces(data, view.max(it.kind, it.name), precision), chars: least };
  }
  const max = Math.max(
    0,
    ...data
      .flat()
      .map((value) => Math.abs(Number(value)))
      .filter(Number.isFinite),
  );
  return { faces: faces(data, max, precision), chars: charsOf(data, precision, isMask(it.node) ? 2 : 4) };
}

/**
 * The same for a matrix that is too large for a face each.
 * @param {Drawn} it
 * @param {View} view
 */
export function numbersOf(it, view) {
  const grid = gridOf(it.node, view);
  const max = it.isQuantity ? view.max(it.kind, it.name) : largestIn(grid.numbers);
  return { grid, max, precision: view.precision };
}

/**
 * The accessible name: symbol and shape.
 * @param {Drawn} it
 * @param {View} view
 */
export function nameOf(it, view) {
  return `${plain(it.node, view.trace)}, ${it.node.shape.join(" × ")}`;
}
