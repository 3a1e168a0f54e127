/** What stands above and below a matrix: its symbol, and its shape in numbers and in letters. */
import { h } from "../dom.js";
import { inlineNode, sizeNode } from "../formula/math.js";

/** @import {Spec} from "./spec.js" */

/** @param {Spec} spec */
export function symbolNode({ symbol }) {
  return h("div", { class: "symbol", "aria-hidden": "true" }, inlineNode(symbol));
}

/** @param {Spec} spec */
export function shapeNode({ shape, sizes, sizeSymbols }) {
  const side = (/** @type {string} */ size) => sizeNode(size, sizeSymbols);
  const letters = h("span", { class: "letters" }, side(sizes[0]), "×", side(sizes[1]));
  return h("div", { class: "shape", "aria-hidden": "true" }, h("b", {}, shape.join("×")), " ", letters);
}
