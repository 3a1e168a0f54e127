/** Written arithmetic as nodes: the terms of a long sum that are told by their own sum are marked. */
import { formatFull } from "../../lib/format.js";
import { h } from "../dom.js";

/**
 * @import {Arithmetic} from "../../lib/arithmetic.js"
 * @import {Translate} from "../../types.js"
 */

/**
 * @param {Arithmetic} arithmetic
 * @param {Translate} t
 * @returns {(Node | string)[]}
 */
export function numbersOf({ numbers }, t) {
  return numbers.map(({ text, partial }) =>
    partial ? h("i", { title: told({ ...partial, value: formatFull(partial.value) }, t) }, text) : text,
  );
}

/**
 * Which terms those are.
 * @param {Arithmetic} arithmetic
 * @param {Translate} t
 */
export function partialsOf({ numbers }, t) {
  return numbers.flatMap(({ text, partial }) =>
    partial ? [h("span", { class: "hint" }, told({ ...partial, value: text }, t))] : [],
  );
}

/**
 * @param {{from: number, to: number, value: string}} partial
 * @param {Translate} t
 */
function told(partial, t) {
  return t("cell.partial", partial);
}
