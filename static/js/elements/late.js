/** Elements, and what is drawn with them, that not every sheet has: each comes with the first that has it. */
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

/** The strip above a long sheet. */
export const overview = late(async () => {
  const [{ GsOverview }] = await Promise.all([import("../features/sheet/overview.js"), styled("overview")]);
  return GsOverview;
});

/** Steps with their Jacobians whole. */
export const fullForm = late(async () => {
  const [module] = await Promise.all([import("../features/jacobians/full.js"), styled("full")]);
  return module;
});

/** What a line of a derivation cites. */
export const identity = late(async () => {
  const [module] = await Promise.all([import("./formula/identity.js"), styled("identity")]);
  return module;
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
