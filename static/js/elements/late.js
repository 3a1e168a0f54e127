/** Matrices that not every sheet has: what draws them comes with the first. */
import { late } from "../lib/late.js";
import { styled } from "./styles.js";

/** @import {GsCanvasMatrix} from "./canvas/matrix.js" */

/** Matrices of many cells. */
export const canvas = late(async () => {
  const [{ GsCanvasMatrix }] = await Promise.all([import("./canvas/matrix.js"), styled("canvas")]);
  return GsCanvasMatrix;
});

/** Columns of numbers that are pictures. */
export const picture = late(async () => {
  const [{ GsPicture }] = await Promise.all([import("./matrix/picture.js"), styled("picture")]);
  return GsPicture;
});

/** @returns {GsCanvasMatrix | null} null before it has come: then a table has to do */
export function newCanvas() {
  if (!canvas.here) canvas.bring();
  return canvas.here && new canvas.here();
}

/**
 * @param {HTMLElement} matrix
 * @returns {matrix is GsCanvasMatrix}
 */
export function isCanvas(matrix) {
  return canvas.here !== null && matrix instanceof canvas.here;
}
