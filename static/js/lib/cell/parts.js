/** Taking rows and columns out, putting them back, and side by side. */
import { numberOf, ZERO } from "./made.js";

/** @import {Rule} from "./rule.js" */

/**
 * Which rows or columns a slice takes, as Python counts; an end that nobody named is infinite.
 * @param {number} size
 * @param {number} start
 * @param {number} stop
 * @param {number} step
 * @returns {{first: number, step: number, length: number}}
 */
export function cut(size, start, stop, step) {
  const [least, most] = step > 0 ? [0, size] : [-1, size - 1];
  const bound = (/** @type {number} */ value, /** @type {number} */ unnamed) =>
    Number.isFinite(value) ? Math.min(Math.max(value < 0 ? value + size : value, least), most) : unnamed;
  const first = bound(start, step > 0 ? least : most);
  const end = bound(stop, step > 0 ? most : least);
  return { first, step, length: Math.max(0, Math.ceil((end - first) / step)) };
}

/** @type {Record<string, Rule>} */
export const PARTS = {
  slice: (read, node, i, j) => {
    const axis = node.axis ?? 0;
    const { first, step } = cut(
      node.args[0].shape[axis],
      numberOf(node, 1),
      numberOf(node, 2),
      numberOf(node, 3),
    );
    return read.at(node.args[0], ...along(axis, i, j, (at) => first + at * step));
  },
  unslice: (read, node, i, j) => {
    const [g, like] = node.args;
    const axis = node.axis ?? 0;
    const { first, step, length } = cut(
      like.shape[axis],
      numberOf(node, 2),
      numberOf(node, 3),
      numberOf(node, 4),
    );
    const at = ([i, j][axis] - first) / step;
    if (!Number.isInteger(at) || at < 0 || at >= length) return ZERO;
    return read.at(g, ...along(axis, i, j, () => at));
  },
  concat: (read, node, i, j) => {
    const axis = node.axis ?? 0;
    let left = [i, j][axis];
    for (const part of node.args) {
      if (left < part.shape[axis]) return read.at(part, ...along(axis, i, j, () => left));
      left -= part.shape[axis];
    }
    return ZERO;
  },
  piece: (read, node, i, j) => {
    const axis = node.axis ?? 0;
    const [g, , ...parts] = node.args;
    const before = parts.slice(0, numberOf(node, 1)).reduce((sum, { shape }) => sum + shape[axis], 0);
    return read.at(g, ...along(axis, i, j, (at) => at + before));
  },
  stack: (read, { axis, args }, i, j) => (axis === 1 ? read.at(args[j], i, 0) : read.at(args[i], j, 0)),
  layer: (read, node, i) => {
    const k = numberOf(node, 1);
    return node.axis === 1 ? read.at(node.args[0], i, k) : read.at(node.args[0], k, i);
  },
};

/**
 * A place moved along one axis.
 * @param {number} axis
 * @param {number} i
 * @param {number} j
 * @param {(at: number) => number} move
 * @returns {[number, number]}
 */
function along(axis, i, j, move) {
  return axis ? [i, move(j)] : [move(i), j];
}
