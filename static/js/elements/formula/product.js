/** The product on the bench: its operands as matrices in the order of the formula, and what they come to. */
import { cell, keyOf, refs } from "../../lib/cell.js";
import { LARGE } from "../../lib/fit.js";
import { items } from "../../lib/items.js";
import { isLeaf, sumOf, withDrawn } from "../../lib/trees.js";
import { h } from "../dom.js";
import { leafOf, place, sign } from "./row.js";

/**
 * @import {Tree} from "../../types.js"
 * @import {Step} from "../../wire.js"
 * @import {Context, Placed} from "./row.js"
 */

export class Product {
  /** The operands that are drawn. @type {Placed[]} */
  operands = [];
  /** What comes along each of several paths. @type {Placed[]} */
  paths = [];
  /** Operands that are no quantities, by the names they got. @type {Map<Tree, string>} */
  names = new Map();
  /** All the operands, joined. @type {Tree} */
  tree;
  /** The result as the row that full Jacobians give, where that is no shape of the result. @type {Placed | null} */
  rowed = null;
  step;
  context;
  result;
  element;

  /**
   * @param {Step} step
   * @param {Tree} tree  as it is to be drawn, where there is one path
   * @param {Context} context
   * @param {((product: Product) => HTMLElement[]) | null} [drawn]  draws the operands, where they are not those of the tree
   */
  constructor(step, tree, context, drawn = null) {
    this.step = step;
    this.context = context;
    const several = step.contributions.length > 1;
    this.tree = several ? sumOf(step.contributions.map((path) => path.tree)) : tree;
    const kind = step.phase === "forward" ? "value" : "gradient";
    this.result = this.place(leafOf(kind, step.quantity, context.view, context.symbols), step.quantity);
    this.result.matrix.dataset.current = "";
    const rows = drawn?.(this) ?? (several ? this.#several() : [this.#row(tree)]);
    this.element = h(
      "div",
      {
        class: "product",
        role: "group",
        "aria-label": context.t("bench.product"),
        "data-paths": several || null,
        "data-full": drawn !== null || null,
      },
      ...rows,
      h("div", { class: "result" }, h("span", { class: "sign" }, this.rowed ? "→" : "="), this.result.matrix),
    );
  }

  get all() {
    return [...this.operands, ...this.paths, ...(this.rowed ? [this.rowed] : []), this.result];
  }

  /**
   * Of the matrices drawn here, the cells that a cell of the result is made from.
   * @param {string} subject
   * @returns {string[]}
   */
  keysOf(subject) {
    const at = this.result.matrix.placeOfKey(subject);
    if (!at) return [];
    const where = this.rowed ? this.#inTheRow(at) : at;
    const expr = cell(withDrawn(this.tree, this.names), where.i, where.j, this.context.view.known);
    const others = this.rowed ? [this.rowed, ...this.paths] : this.paths;
    return [...refs(expr).map(keyOf), ...others.map(({ it }) => keyOf(it.refAt(where.i, where.j)))];
  }

  /**
   * Where a cell of the result stands when all cells of its variable are counted row by row.
   * @param {{i: number, j: number}} at
   */
  #inTheRow({ i, j }) {
    const { transposed, shape } = this.context.view.trace.gradients[this.step.quantity];
    const k = transposed ? j * shape[0] + i : i * shape[1] + j;
    return this.rowed?.it.node.shape[0] === 1 ? { i: 0, j: k } : { i: k, j: 0 };
  }

  /** Each path in a line of its own, with what comes along it; the result is their sum. */
  #several() {
    return this.step.contributions.map(({ tree }, k) => {
      const row = this.ofPath(k, this.#row(tree));
      if (!isLeaf(tree) && !(tree.op === "transpose" && tree.args && isLeaf(tree.args[0])))
        this.along(row, tree, k);
      return row;
    });
  }

  /**
   * @param {number} k
   * @param {HTMLElement} row
   */
  ofPath(k, row) {
    row.prepend(h("span", { class: "path" }, this.context.t("overview.path", { n: k + 1 })));
    if (k > 0) row.prepend(h("span", { class: "sign" }, "+"));
    return row;
  }

  /**
   * What comes along a path.
   * @param {HTMLElement} row
   * @param {Tree} tree
   * @param {number} k
   */
  along(row, tree, k) {
    if (tree.shape[0] * tree.shape[1] > LARGE) return;
    const value = this.place(tree, `#path${k}`);
    this.paths.push(value);
    row.append(h("span", { class: "sign" }, "="), value.matrix);
  }

  /** @param {Tree} tree */
  #row(tree) {
    const row = h("div", { class: "operands" });
    for (const item of items(tree, this.step.phase === "forward"))
      row.append(item.type === "matrix" ? this.operand(item.node) : sign(item));
    return row;
  }

  /** @param {Tree} node */
  operand(node) {
    const placed = this.place(node, `#${this.operands.length}`);
    if (!placed.it.isQuantity) this.names.set(node, placed.it.name);
    this.operands.push(placed);
    return placed.matrix;
  }

  /**
   * @param {Tree} node
   * @param {string} name
   */
  place(node, name) {
    const placed = place(node, name, true, this.context);
    placed.matrix.removeAttribute("data-repeat");
    return placed;
  }
}
