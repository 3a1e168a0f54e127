/** What the numbers say about a mask: which units are open. Knows no DOM. */
import { flatOf } from "./rows.js";

/** @import {Translate, WireMatrix} from "../types.js" */

/**
 * @param {WireMatrix} matrix  the pre-activation: one column or one row
 * @returns {{open: number[], closed: number[], edge: number[]} | null} units, counted from 1; null where it is no vector
 */
export function units({ shape, data }) {
  if (Math.min(...shape) !== 1) return null;
  const values = [...flatOf(data)];
  const which = (/** @type {(value: number) => boolean} */ is) =>
    values.flatMap((value, k) => (is(value) ? [k + 1] : []));
  return { open: which((v) => v > 0), closed: which((v) => v < 0), edge: which((v) => v === 0) };
}

/**
 * @param {WireMatrix} matrix
 * @param {Translate} t
 * @param {(units: number[]) => string} listed
 * @returns {string}
 */
export function observation(matrix, t, listed) {
  const found = units(matrix);
  if (!found) return "";
  const name = matrix.symbol;
  return ["open", "closed", "edge"]
    .flatMap((key) => {
      const some = found[/** @type {"open" | "closed" | "edge"} */ (key)];
      if (some.length === 0) return [];
      return [t(`mask.${key}.${some.length === 1 ? "one" : "many"}`, { units: listed(some), name })];
    })
    .join(t("mask.join"));
}
