/** Windows that slide over a matrix: convolution, pooling, and what goes back through them. */
import { numberOf, sumOf, times, ZERO } from "./made.js";
import { placeOf, placesIn } from "./places.js";

/**
 * @import {Tree} from "../../types.js"
 * @import {Rule} from "./rule.js"
 */

/**
 * @typedef {[number, number]} Place
 */

/**
 * Stride and padding: the last two arguments.
 * @param {{args: Tree[]}} node
 */
function stepsOf(node) {
  const last = node.args.length - 1;
  return { stride: numberOf(node, last - 1), padding: numberOf(node, last) };
}

/**
 * @param {Place} place
 * @param {Tree} node
 */
function isInside([i, j], { shape }) {
  return i >= 0 && i < shape[0] && j >= 0 && j < shape[1];
}

/**
 * How many windows fit side by side.
 * @param {Tree} x
 * @param {Tree} kernel
 * @param {{stride: number, padding: number}} steps
 */
function windowsAcross(x, kernel, { stride, padding }) {
  return Math.floor((x.shape[1] + 2 * padding - kernel.shape[1]) / stride) + 1;
}

/**
 * The cell of x that lies under cell (m, n) of the window number (i, j).
 * @param {{stride: number, padding: number}} steps
 * @param {Place} window
 * @param {Place} place
 * @returns {Place}
 */
function under({ stride, padding }, [i, j], [m, n]) {
  return [stride * i + m - padding, stride * j + n - padding];
}

/**
 * The cells of window (i, j) of a pool.
 * @param {number} size
 * @param {number} i
 * @param {number} j
 * @returns {Place[]}
 */
function pooled(size, i, j) {
  return placesIn([size, size]).map(([m, n]) => [size * i + m, size * j + n]);
}

/** @type {Record<string, Rule>} */
export const WINDOWS = {
  conv2d: (read, node, i, j) => {
    const [x, kernel] = node.args;
    const steps = stepsOf(node);
    const pairs = placesIn(kernel.shape).map((place) => ({ place, at: under(steps, [i, j], place) }));
    return sumOf(
      pairs
        .filter(({ at }) => isInside(at, x))
        .map(({ place, at }) => times(read.at(x, ...at), read.at(kernel, ...place))),
    );
  },
  conv2d_to_kernel: (read, node, m, n) => {
    const [x, g] = node.args;
    const steps = stepsOf(node);
    const pairs = placesIn(g.shape).map((place) => ({ place, at: under(steps, place, [m, n]) }));
    return sumOf(
      pairs
        .filter(({ at }) => isInside(at, x))
        .map(({ place, at }) => times(read.at(x, ...at), read.at(g, ...place))),
    );
  },
  conv2d_to_input: (read, node, i, j) => {
    const [g, kernel] = node.args;
    const { stride, padding } = stepsOf(node);
    const pairs = placesIn(kernel.shape).map(([m, n]) => ({
      place: /** @type {Place} */ ([m, n]),
      at: /** @type {Place} */ ([(i + padding - m) / stride, (j + padding - n) / stride]),
    }));
    return sumOf(
      pairs
        .filter(({ at }) => at.every(Number.isInteger) && isInside(at, g))
        .map(({ place, at }) => times(read.at(g, ...at), read.at(kernel, ...place))),
    );
  },
  toeplitz: (read, node, row, column) => {
    const [kernel, x] = node.args;
    const steps = stepsOf(node);
    const [i, j] = placeOf(row, windowsAcross(x, kernel, steps));
    const [m, n] = placeOf(column, x.shape[1]);
    const { stride, padding } = steps;
    /** @type {Place} */
    const place = [m - stride * i + padding, n - stride * j + padding];
    return isInside(place, kernel) ? read.at(kernel, ...place) : ZERO;
  },
  patches: (read, node, row, column) => {
    const [x, kernel] = node.args;
    const steps = stepsOf(node);
    const window = placeOf(row, windowsAcross(x, kernel, steps));
    const at = under(steps, window, placeOf(column, kernel.shape[1]));
    return isInside(at, x) ? read.at(x, ...at) : ZERO;
  },
  max_pool: (read, node, i, j) => ({
    op: "max",
    args: pooled(numberOf(node, 1), i, j).map((place) => read.at(node.args[0], ...place)),
  }),
  largest: (read, node, i, j) => {
    const [a, size] = [node.args[0], numberOf(node, 1)];
    const [m, n] = [Math.floor(i / size), Math.floor(j / size)];
    if (m >= Math.floor(a.shape[0] / size) || n >= Math.floor(a.shape[1] / size)) return ZERO;
    const cells = pooled(size, m, n).map((place) => read.at(a, ...place));
    const most = { op: "max", args: cells };
    const ties = { op: "sum", args: cells.map((cell) => ({ op: "equal", args: [cell, most] })) };
    return { op: "div", args: [{ op: "equal", args: [read.at(a, i, j), most] }, ties] };
  },
  window_sum: (read, node, i, j) =>
    sumOf(pooled(numberOf(node, 1), i, j).map((place) => read.at(node.args[0], ...place))),
  upsample: (read, node, i, j) => {
    const [g, { shape }] = node.args;
    const size = numberOf(node, 2);
    const [m, n] = [Math.floor(i / size), Math.floor(j / size)];
    const isCovered = m < Math.floor(shape[0] / size) && n < Math.floor(shape[1] / size);
    return isCovered ? read.at(g, m, n) : ZERO;
  },
};
