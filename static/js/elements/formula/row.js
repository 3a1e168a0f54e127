/** Trees as rows of matrices with signs between them, for the sheet and the bench. */
import { dataOf, drawn, facesOf, nameOf, numbersOf } from "../../lib/drawn.js";
import { LARGE } from "../../lib/fit.js";
import { fromWire } from "../../lib/format.js";
import { isMask, plain, readsGradient } from "../../lib/trees.js";
import { h } from "../dom.js";
import { isCanvas, newCanvas, picture } from "../late.js";
import { GsMatrix } from "../matrix/matrix.js";
import { mathNode } from "./math.js";

/**
 * @import {Drawn} from "../../lib/drawn.js"
 * @import {Item} from "../../lib/items.js"
 * @import {View} from "../../lib/view.js"
 * @import {Kind, Pictures, Symbols, Translate, Tree} from "../../types.js"
 * @import {GsCanvasMatrix} from "../canvas/matrix.js"
 * @import {Spec} from "../matrix/spec.js"
 */

/**
 * @typedef {{matrix: GsMatrix | GsCanvasMatrix, it: Drawn, compact: boolean}} Placed
 * @typedef {{view: View, symbols: Symbols, t: Translate, compact?: boolean,
 *   pictures?: Pictures, large?: number}} Context  large: of more cells than these, a canvas
 */

const ON_THE_SHEET = { width: 260, height: 200 };
const ON_THE_BENCH = { width: 200, height: 160 };

/**
 * @param {Tree} node
 * @param {string} name  for what is no quantity
 * @param {boolean} repeat
 * @param {Context} context
 * @returns {Placed}
 */
export function place(node, name, repeat, context) {
  return placeDrawn(drawn(node, name), repeat, context);
}

/**
 * @param {Drawn} it
 * @param {boolean} repeat
 * @param {Context} context
 * @returns {Placed}
 */
export function placeDrawn(it, repeat, { view, symbols, t, compact = false, pictures, large = LARGE }) {
  const { node } = it;
  const editable = node.name !== undefined && !repeat && view.isInput(it.name);
  /** @type {Spec} */
  const spec = {
    symbol: node.mathml,
    name: nameOf(it, view),
    kind: isMask(node) ? "mask" : readsGradient(node) ? "gradient" : "value",
    shape: node.shape,
    sizes: node.sizes,
    sizeSymbols: symbols.sizes,
    refAt: it.refAt,
    node: it.isQuantity ? null : node,
    repeat,
    editable,
    cellLabel: (i, j) =>
      t("cell.edit", { name: view.trace.values[it.name]?.symbol ?? "", row: i + 1, column: j + 1 }),
  };
  const canvas = node.shape[0] * node.shape[1] > large ? newCanvas() : null;
  if (canvas) {
    canvas.draw(spec, numbersOf(it, view), compact ? ON_THE_BENCH : ON_THE_SHEET, t);
    return { matrix: canvas, it, compact };
  }
  const matrix = new GsMatrix();
  spec.written = () => ({ rows: dataOf(it, view), symbol: plain(node, view.trace) });
  const { faces, chars } = facesOf(it, view, compact);
  matrix.draw(spec, faces, chars);
  const size = it.isQuantity ? pictures?.[it.name] : undefined;
  if (size && picture.here) matrix.depict(new picture.here(matrix, it.kind, size, t));
  matrix.picture?.show(dataOf(it, view).flat().map(fromWire));
  return { matrix, it, compact };
}

/**
 * @param {Placed} placed
 * @param {View} view
 * @param {boolean} flash
 */
export function refresh({ matrix, it, compact }, view, flash) {
  if (isCanvas(matrix)) return matrix.show(numbersOf(it, view));
  const { faces, chars } = facesOf(it, view, compact);
  matrix.spec.written = () => ({ rows: dataOf(it, view), symbol: plain(it.node, view.trace) });
  matrix.show(faces, chars, flash);
  matrix.picture?.show(dataOf(it, view).flat().map(fromWire));
}

/**
 * @param {Placed[]} placed
 * @param {Set<string>} keys  of the cells that are read
 * @param {string | null} subject  key of the cell that is explained
 */
export function light(placed, keys, subject) {
  for (const { matrix } of placed) matrix.light(keys, subject);
}

/**
 * Signs, brackets, names of functions: everything between matrices.
 * @param {Item} item
 * @returns {HTMLElement}
 */
export function sign(item) {
  switch (item.type) {
    case "function":
      return h("span", { class: "function" }, mathNode(item.mathml));
    case "open":
    case "close":
      return h("span", { class: `bracket ${item.type} ${item.mark ?? ""}`, "aria-hidden": "true" });
    case "transpose":
      return h("sup", { class: "transpose" }, "⊤");
    case "power":
      return h("sup", { class: "transpose" }, item.text);
    case "index":
      return h("sub", { class: "index" }, item.text);
    default:
      return h("span", { class: "sign" }, item.type === "matrix" ? "" : item.text);
  }
}

/**
 * @param {Kind} kind
 * @param {string} name
 * @param {View} view
 * @param {Symbols} symbols
 * @returns {Tree} the leaf that stands for a quantity
 */
export function leafOf(kind, name, view, symbols) {
  const { shape, sizes } = view.matrix(kind, name);
  const mathml = (kind === "value" ? symbols.values : symbols.gradients)[name];
  return kind === "value" ? { name, shape, sizes, mathml } : { gradient: name, shape, sizes, mathml };
}
