/** The same cells in another shape, and equal copies of them. */
import { placeOf } from "./places.js";

/** @import {Rule} from "./rule.js" */

/** @type {Rule} */
const reshaped = (read, { shape, args: [a] }, i, j) => read.at(a, ...placeOf(i * shape[1] + j, a.shape[1]));

/** @type {Record<string, Rule>} */
export const RESHAPING = {
  reshape: reshaped,
  shaped: reshaped,
  vec: (read, { args: [a] }, i) => read.at(a, ...placeOf(i, a.shape[1])),
};
