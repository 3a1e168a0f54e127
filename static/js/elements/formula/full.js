/** The full form of a step: its Jacobians as the matrices that they are, and what each way of multiplying them costs. */

import { formatCount } from "../../lib/format.js";
import { isLeaf, productOf, sumOf } from "../../lib/trees.js";
import { h } from "../dom.js";
import { mathNode, sizeNode } from "./math.js";
import { proseNodes } from "./prose.js";

/**
 * @import {Product} from "./product.js"
 * @import {Context} from "./row.js"
 * @import {Factor, FullForm, Tree} from "../../types.js"
 * @import {ShapeToken} from "../../wire.js"
 */

const LARGE_IN_FULL = 300;

/**
 * Every factor whole, as the Jacobian that it is: most are large and full of zeros, so a canvas comes soon.
 * @param {Product} product  that they are the operands of
 * @param {FullForm} full
 * @returns {HTMLElement[]}
 */
export function rowsOf(product, { paths, result }) {
  product.context = { ...product.context, large: LARGE_IN_FULL };
  const several = paths.length > 1;
  const multiplied = paths.map((factors) => productOf(factors.map(({ tree }) => tree)));
  const drawn = multiplied.every((tree) => tree !== null);
  product.tree = drawn ? sumOf(/** @type {Tree[]} */ (multiplied)) : result;
  const rows = paths.map((factors, k) => {
    const row = h("div", { class: "operands" });
    factors.forEach((factor, n) => {
      if (n > 0) row.append(h("span", { class: "sign" }, "·"));
      row.append(factor.tree ? product.operand(factor.tree) : told(factor, product.context));
    });
    const tree = multiplied[k];
    if (several && tree) product.along(row, tree, k);
    return several ? product.ofPath(k, row) : row;
  });
  if (isLeaf(result)) return rows;
  const rowed = product.place({ ...product.tree, mathml: result.mathml, symbol: result.symbol }, "#row");
  product.rowed = rowed;
  return [...rows, h("div", { class: "result" }, h("span", { class: "sign" }, "="), rowed.matrix)];
}

/**
 * A factor that is too large to be drawn: what it is, and how large.
 * @param {Factor} factor
 * @param {Context} context
 */
function told({ symbol, expression, shape, sizes, zeros }, { symbols, t }) {
  const [rows, columns] = shape;
  const size = (/** @type {string} */ label) => sizeNode(label, symbols.sizes);
  const count = h(
    "span",
    {},
    t("full.told", { cells: formatCount(rows * columns), zeros: formatCount(zeros) }),
  );
  return h(
    "div",
    { class: "told" },
    h("span", { class: "symbol" }, mathNode(symbol.mathml), " = ", mathNode(expression.mathml)),
    count,
    h(
      "span",
      { class: "shape" },
      h("b", {}, shape.map(formatCount).join("×")),
      " ",
      size(sizes[0]),
      "×",
      size(sizes[1]),
    ),
  );
}

/**
 * What is particular about each factor, one sentence each.
 * @param {FullForm} full
 * @param {Context} context
 */
export function remarks({ paths }, { t }) {
  /** @type {Set<string>} */
  const seen = new Set();
  const list = h("ul", { class: "remarks", "aria-label": t("full.remarks") });
  for (const { symbol, sentence, kind } of paths.flat()) {
    if (kind === "signal" || seen.has(sentence)) continue;
    seen.add(sentence);
    list.append(h("li", {}, mathNode(symbol.mathml), h("span", {}, ...proseNodes(sentence))));
  }
  return list;
}

/**
 * The multiplications of each way, longest bar for the most.
 * @param {FullForm} full
 * @param {Context} context
 */
export function costs({ multiplications }, { t }) {
  const most = Math.max(1, ...Object.values(multiplications));
  const rows = /** @type {const} */ (["forward", "backward", "short"]).map((way) => {
    const count = multiplications[way];
    const bar = h("span", { class: "bar", "aria-hidden": "true" });
    bar.style.setProperty("--part", String(count / most));
    return h(
      "tr",
      { "data-way": way },
      h("th", { scope: "row" }, t(`full.${way}`)),
      h("td", {}, formatCount(count)),
      h("td", { class: "bars", "aria-hidden": "true" }, bar),
    );
  });
  return h("table", { class: "costs" }, h("caption", {}, t("full.multiplications")), h("tbody", {}, ...rows));
}

/**
 * The shape check of the product of all factors of one path.
 * @param {Factor[]} factors
 * @param {Tree} result
 * @returns {ShapeToken[]}
 */
export function tokensOf(factors, result) {
  const last = factors.length - 1;
  const tokens = factors.map(({ shape, sizes }, k) => ({
    kind: /** @type {const} */ ("shape"),
    rows: sizes[0],
    cols: sizes[1],
    shape,
    meets: /** @type {("rows" | "cols")[]} */ ([...(k > 0 ? ["rows"] : []), ...(k < last ? ["cols"] : [])]),
  }));
  const [rows, cols] = result.sizes;
  return [...tokens, { kind: "arrow" }, { kind: "shape", rows, cols, shape: result.shape, meets: [] }];
}
