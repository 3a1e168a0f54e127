/** What of a large matrix is seen: which cells fall on which pixels. Knows no DOM. */
import { LEVELS } from "./shade.js";

/** @import {Grid} from "./rows.js" */

/**
 * @typedef {object} Window
 * @property {number} width   in pixels
 * @property {number} height
 * @property {number} size    pixels a cell
 * @property {number} left    column at the left edge, perhaps a part of it
 * @property {number} top
 */

/** A cell of so many pixels is as large as it gets. */
const LARGEST = 64;
/** Pixels of the shorter side, if the longer one has to be moved through for it. */
const THINNEST = 24;

/**
 * The whole matrix in a box, or of a very long one a part.
 * @param {number} rows
 * @param {number} columns
 * @param {number} width  at most
 * @param {number} height
 * @returns {Window}
 */
export function wholeOf(rows, columns, width, height) {
  const whole = Math.min(width / columns, height / rows, 12);
  const size = Math.max(whole, Math.min(12, THINNEST / Math.min(rows, columns)));
  return {
    width: Math.min(width, Math.round(columns * size)),
    height: Math.min(height, Math.round(rows * size)),
    size,
    left: 0,
    top: 0,
  };
}

/**
 * Larger or smaller about a point, never smaller than the whole.
 * @param {Window} seen
 * @param {Grid} grid
 * @param {number} factor
 * @param {{x: number, y: number}} at  in pixels
 * @returns {Window}
 */
export function zoomed(seen, { rows, columns }, factor, at) {
  const least = Math.min(seen.width / columns, seen.height / rows);
  const size = Math.max(least, Math.min(LARGEST, seen.size * factor));
  const left = seen.left + at.x / seen.size - at.x / size;
  const top = seen.top + at.y / seen.size - at.y / size;
  return kept({ ...seen, size, left, top }, rows, columns);
}

/**
 * @param {Window} seen
 * @param {Grid} grid
 * @param {number} dx  in pixels
 * @param {number} dy
 * @returns {Window}
 */
export function moved(seen, { rows, columns }, dx, dy) {
  return kept({ ...seen, left: seen.left + dx / seen.size, top: seen.top + dy / seen.size }, rows, columns);
}

/**
 * @param {Window} seen
 * @param {Grid} grid
 * @param {number} i
 * @param {number} j
 * @returns {Window} in which the cell is seen
 */
export function showing(seen, grid, i, j) {
  const [high, wide] = [seen.height / seen.size, seen.width / seen.size];
  const top = i < seen.top || i + 1 > seen.top + high ? i + 0.5 - high / 2 : seen.top;
  const left = j < seen.left || j + 1 > seen.left + wide ? j + 0.5 - wide / 2 : seen.left;
  return kept({ ...seen, top, left }, grid.rows, grid.columns);
}

/**
 * @param {Window} seen
 * @param {number} rows
 * @param {number} columns
 * @returns {Window}
 */
function kept(seen, rows, columns) {
  const within = (/** @type {number} */ from, /** @type {number} */ count, /** @type {number} */ pixels) =>
    Math.max(0, Math.min(count - pixels / seen.size, from));
  return {
    ...seen,
    left: within(seen.left, columns, seen.width),
    top: within(seen.top, rows, seen.height),
  };
}

/**
 * @param {Window} seen
 * @param {Grid} grid
 * @param {number} x
 * @param {number} y
 * @returns {{i: number, j: number}}
 */
export function cellAt({ size, left, top }, { rows, columns }, x, y) {
  const clip = (/** @type {number} */ k, /** @type {number} */ count) =>
    Math.max(0, Math.min(count - 1, Math.floor(k)));
  return { i: clip(top + y / size, rows), j: clip(left + x / size, columns) };
}

/**
 * The rows and columns that are seen, counted from 1, and whether these are all.
 * @param {Window} seen
 * @param {Grid} grid
 */
export function partOf(seen, grid) {
  const last = cellAt(seen, grid, seen.width - 1e-6, seen.height - 1e-6);
  const [top, left] = [Math.floor(seen.top + 1e-6) + 1, Math.floor(seen.left + 1e-6) + 1];
  const [bottom, right] = [last.i + 1, last.j + 1];
  const isWhole = top === 1 && left === 1 && bottom === grid.rows && right === grid.columns;
  return { top, bottom, left, right, isWhole };
}

/**
 * The colour of every pixel. Where several cells fall on one, the largest |value| wins; NaN wins over all.
 * @param {Grid} grid
 * @param {Window} seen
 * @param {number} dense  device pixels a pixel
 * @param {number} max    of the colour scale
 * @param {Uint32Array} palette  from −LEVELS to LEVELS, and one more for NaN
 * @param {Uint32Array} into   row by row
 */
export function paint({ rows, columns, numbers }, seen, dense, max, palette, into) {
  const wide = Math.round(seen.width * dense);
  const high = Math.round(seen.height * dense);
  const step = 1 / (seen.size * dense);
  const ends = (/** @type {number} */ from, /** @type {number} */ count, /** @type {number} */ pixels) => {
    const found = new Int32Array(2 * pixels);
    for (let p = 0; p < pixels; p++) {
      const begin = Math.max(0, Math.min(count - 1, Math.floor(from + p * step + 1e-9)));
      found[2 * p] = begin;
      found[2 * p + 1] = Math.max(begin + 1, Math.min(count, Math.floor(from + (p + 1) * step + 1e-9)));
    }
    return found;
  };
  const across = ends(seen.left, columns, wide);
  const down = ends(seen.top, rows, high);
  for (let y = 0, k = 0; y < high; y++) {
    for (let x = 0; x < wide; x++, k++) {
      let best = 0;
      let size = -1;
      for (let i = down[2 * y]; i < down[2 * y + 1]; i++) {
        const row = i * columns;
        for (let j = across[2 * x]; j < across[2 * x + 1]; j++) {
          const value = numbers[row + j];
          const its = value < 0 ? -value : value;
          if (its > size || Number.isNaN(its)) {
            best = value;
            size = Number.isNaN(its) ? Infinity : its;
          }
        }
      }
      into[k] = palette[levelOf(best, max)];
    }
  }
}

/**
 * @param {number} value
 * @param {number} max
 */
function levelOf(value, max) {
  if (Number.isNaN(value)) return 2 * LEVELS + 1;
  if (value === 0) return LEVELS;
  const part = max > 0 ? Math.min(Math.abs(value) / max, 1) : 1;
  const level = Math.max(1, Math.round(part * LEVELS));
  return value > 0 ? LEVELS + level : LEVELS - level;
}
