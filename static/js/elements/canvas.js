/** The canvas of large matrices, which comes with the first of them. */
import { LARGE } from "../lib/fit.js";
import { styled } from "./styles.js";

/**
 * @typedef {import("./canvas-matrix.js").GsCanvasMatrix} GsCanvasMatrix
 * @typedef {{shape: [number, number]}} Shaped
 */

/** @type {typeof import("./canvas-matrix.js").GsCanvasMatrix | null} */
let Canvas = null;

export async function bringCanvas() {
  if (Canvas) return;
  const [module] = await Promise.all([import("./canvas-matrix.js"), styled("canvas")]);
  Canvas = module.GsCanvasMatrix;
}

/**
 * What a trace is drawn with is there.
 * @param {{values: Record<string, Shaped>, gradients: Record<string, Shaped>}} trace
 */
export async function readyFor({ values, gradients }) {
  const isLarge = (/** @type {Shaped} */ { shape }) => shape[0] * shape[1] > LARGE;
  if ([...Object.values(values), ...Object.values(gradients)].some(isLarge)) await bringCanvas();
}

/** @returns {GsCanvasMatrix | null} null before it has come: then a table has to do */
export function newCanvas() {
  if (!Canvas) bringCanvas();
  return Canvas && new Canvas();
}

/**
 * @param {HTMLElement} matrix
 * @returns {matrix is GsCanvasMatrix}
 */
export function isCanvas(matrix) {
  return Canvas !== null && matrix instanceof Canvas;
}
