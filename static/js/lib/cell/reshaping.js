/** The same cells in another shape, and equal copies of them. */
import { placeOf } from "./made.js";

/** @typedef {import("../cell.js").Rule} Rule */

/** @type {Rule} */
const reshaped = (read, { shape, args: [a] }, i, j) => read.at(a, ...placeOf(i * shape[1] + j, a.shape[1]));

/** @type {Record<string, Rule>} */
export const RESHAPING = {
  spread: (read, { args: [a] }, i, j) => read.at(a, i, j),
  reshape: reshaped,
  shaped: reshaped,
  vec: (read, { args: [a] }, i) => read.at(a, ...placeOf(i, a.shape[1])),
};
