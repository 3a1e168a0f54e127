/** The rules that come with the first tree that needs one of them. */
import { JACOBIAN } from "./jacobian.js";
import { PARTS } from "./parts.js";
import { PICKING } from "./picking.js";
import { RESHAPING } from "./reshaping.js";
import { WINDOWS } from "./windows.js";

/** @import {Rule} from "./rule.js" */

/** @type {Record<string, Rule>} */
export const REST = { ...PARTS, ...RESHAPING, ...PICKING, ...WINDOWS, ...JACOBIAN };
