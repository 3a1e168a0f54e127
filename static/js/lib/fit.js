/** How large the cells of the sheet may be, from shapes and precision alone. Knows no DOM. */

/**
 * @typedef {{rows: number, chars: number}} Block  rows of cells, and characters from side to side, of one matrix
 * @typedef {{value: Block | null, gradient: Block | null}} Column  a matrix with its gradient below it
 * @typedef {{columns: Column[]}} Band  one equation
 */

export const LARGEST = 40;
/** Digits of 12 pixels have room in it. */
export const SMALLEST = 14;
/** A matrix of more cells than these is a canvas. */
export const LARGE = 2000;
/** A matrix of more rows or columns than these scrolls inside itself. */
export const MOST_SEEN = 12;

/**
 * Height of an equation in pixels when a cell is `cell` high.
 * @param {Band} band
 * @param {number} cell
 */
export function bandHeight({ columns }, cell) {
  const rows = (/** @type {Block | null} */ block) => Math.min(block?.rows ?? 0, MOST_SEEN);
  const above = Math.max(0, ...columns.map(({ value }) => rows(value)));
  const below = Math.max(0, ...columns.map(({ gradient }) => rows(gradient)));
  const labels = labelHeight(cell);
  return above * cell + labels + (below > 0 ? below * cell + labels : 0) + 8;
}

/**
 * The symbol above and the shape below a matrix: no more than they take, since what is found here is tried.
 * @param {number} cell
 */
export function labelHeight(cell) {
  return Math.round(Math.max(12, cell * 0.66) * 1.25 + Math.max(12, cell * 0.47) * 1.15);
}

/**
 * The largest size of a cell with which all equations fit into `height`.
 * @param {Band[]} bands
 * @param {number} height
 * @returns {number}
 */
export function cellFor(bands, height) {
  for (let cell = LARGEST; cell > SMALLEST; cell -= 0.5) {
    if (heightOf(bands, cell) <= height) return cell;
  }
  return SMALLEST;
}

/**
 * @param {Band[]} bands
 * @param {number} cell
 */
export function heightOf(bands, cell) {
  return bands.reduce((total, band) => total + bandHeight(band, cell), 0);
}
