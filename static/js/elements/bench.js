/** The bench: the current step, large. */
import { cell, keyOf, refs } from "../lib/cell.js";
import { LARGE } from "../lib/fit.js";
import { items } from "../lib/items.js";
import { isLeaf, sumOf, withDiagonal, withDrawn } from "../lib/trees.js";
import { headOf, linesOf, shapesOf } from "./derivation.js";
import { h } from "./dom.js";
import { fitBench } from "./fitting.js";
import { leafOf, light, place, refresh, sign } from "./row.js";

/**
 * @typedef {import("../types.js").Step} Step
 * @typedef {import("../types.js").Tree} Tree
 * @typedef {import("./row.js").Placed} Placed
 * @typedef {import("./row.js").Context} Context
 */

export class GsBench extends HTMLElement {
  /** @type {Placed[]} */
  placed = [];
  /** @type {Placed | null} */
  result = null;
  /** @type {Tree | null} */
  tree = null;
  /** @type {Map<Tree, string>} */
  names = new Map();
  /** What comes along each of several paths. @type {Placed[]} */
  paths = [];

  connectedCallback() {
    new ResizeObserver(() => this.fit()).observe(this);
  }

  /**
   * @param {Step} step
   * @param {number} count  of all steps
   * @param {boolean} diagonal  ∘ drawn as a diagonal matrix
   * @param {Context} context
   */
  build(step, count, diagonal, context) {
    this.dataset.phase = step.phase;
    const other = step.contributions.length > 1 ? null : withDiagonal(step.tree);
    const several = step.contributions.length > 1;
    this.tree = several
      ? sumOf(step.contributions.map(({ tree }) => tree))
      : diagonal && other
        ? other
        : step.tree;
    const product = this.#product(step, context);
    this.replaceChildren(
      headOf(step, count, context),
      linesOf(step, context),
      product,
      shapesOf(step, other !== null, diagonal, context),
      h("p", { class: "sentence", id: "sentence" }, step.sentence),
      h("p", { class: "observation", hidden: true }),
    );
    this.fit();
  }

  /**
   * @param {Step} step
   * @param {Context} context
   */
  #product(step, context) {
    this.placed = [];
    this.names = new Map();
    this.paths = [];
    const kind = step.phase === "forward" ? "value" : "gradient";
    const leaf = leafOf(kind, step.quantity, context.view, context.symbols);
    this.result = this.#place(leaf, step.quantity, context);
    this.result.matrix.dataset.current = "";
    const result = h("div", { class: "result" }, h("span", { class: "sign" }, "="), this.result.matrix);
    const several = step.contributions.length > 1;
    const rows = several ? this.#paths(step, context) : [this.#operands(this.#drawnTree(), step, context)];
    return h(
      "div",
      {
        class: "product",
        role: "group",
        "aria-label": context.t("bench.product"),
        "data-paths": several || null,
      },
      ...rows,
      result,
    );
  }

  #drawnTree() {
    return /** @type {Tree} */ (this.tree);
  }

  /**
   * Each path in a line of its own, with what comes along it; the result is their sum.
   * @param {Step} step
   * @param {Context} context
   */
  #paths({ contributions, phase }, context) {
    return contributions.map(({ tree }, k) => {
      const operands = this.#operands(tree, { phase }, context);
      operands.prepend(h("span", { class: "path" }, context.t("overview.path", { n: k + 1 })));
      if (k > 0) operands.prepend(h("span", { class: "sign" }, "+"));
      if (isLeaf(tree) || (tree.op === "transpose" && tree.args && isLeaf(tree.args[0]))) return operands;
      if (tree.shape[0] * tree.shape[1] > LARGE) return operands;
      const value = this.#place(tree, `#path${k}`, context);
      this.paths.push(value);
      operands.append(h("span", { class: "sign" }, "="), value.matrix);
      return operands;
    });
  }

  /**
   * @param {Tree} tree
   * @param {{phase: Step["phase"]}} step
   * @param {Context} context
   */
  #operands(tree, { phase }, context) {
    const row = h("div", { class: "operands" });
    for (const item of items(tree, phase === "forward")) {
      if (item.type !== "matrix") {
        row.append(sign(item));
        continue;
      }
      const placed = this.#place(item.node, `#${this.placed.length}`, context);
      if (!placed.it.isQuantity) this.names.set(item.node, placed.it.name);
      this.placed.push(placed);
      row.append(placed.matrix);
    }
    return row;
  }

  /**
   * @param {Tree} node
   * @param {string} name
   * @param {Context} context
   */
  #place(node, name, context) {
    const placed = place(node, name, true, context);
    placed.matrix.removeAttribute("data-repeat");
    return placed;
  }

  /**
   * Whether a drawn matrix that is no quantity stands here.
   * @param {Tree} node
   */
  has(node) {
    return this.names.has(node) || this.paths.some(({ it }) => it.node === node);
  }

  /**
   * What the numbers say about the mask.
   * @param {string} text
   */
  observe(text) {
    const place = this.querySelector(".observation");
    if (!(place instanceof HTMLElement)) return;
    place.hidden = !text;
    if (place.textContent !== text) place.textContent = text;
  }

  /**
   * @param {import("../lib/view.js").View} view
   * @param {boolean} flash
   */
  patch(view, flash) {
    for (const placed of this.#all()) refresh(placed, view, flash);
  }

  #all() {
    return this.result ? [...this.placed, ...this.paths, this.result] : this.placed;
  }

  /**
   * @param {Set<string>} keys
   * @param {string | null} subject
   */
  light(keys, subject) {
    const at = subject ? this.result?.matrix.placeOfKey(subject) : null;
    const lit = at ? new Set([...keys, ...this.#drawnKeys(at)]) : keys;
    light(this.#all(), lit, subject);
  }

  /**
   * Of the matrices drawn here, the cells that a cell of the result is made from.
   * @param {{i: number, j: number}} at
   */
  #drawnKeys({ i, j }) {
    const expr = cell(withDrawn(this.#drawnTree(), this.names), i, j);
    return [...refs(expr).map(keyOf), ...this.paths.map(({ it }) => keyOf(it.refAt(i, j)))];
  }

  fit() {
    const product = this.querySelector(".product");
    if (!(product instanceof HTMLElement) || !product.clientWidth) return;
    const all = this.#all();
    fitBench(
      this,
      product,
      all.map(({ it }) => it.node.shape),
    );
    for (const { matrix } of all) matrix.reveal(true);
  }
}

customElements.define("gs-bench", GsBench);
