/** The bench: the current step, large. */
import { cell, keyOf, refs } from "../lib/cell.js";
import { items, withDiagonal, withDrawn } from "../lib/trees.js";
import { emit, h, setAttribute } from "./dom.js";
import { mathNode, sizeNode } from "./math.js";
import { leafOf, place, refresh, sign } from "./row.js";

/**
 * @typedef {import("../types.js").Step} Step
 * @typedef {import("../types.js").Tree} Tree
 * @typedef {import("./row.js").Placed} Placed
 * @typedef {import("./row.js").Context} Context
 */

const LARGEST = 27;
const COMFORTABLE = 22;
const SMALLEST = 15;

export class GsBench extends HTMLElement {
  /** @type {Placed[]} */
  placed = [];
  /** @type {Placed | null} */
  result = null;
  /** @type {Tree | null} */
  tree = null;
  /** @type {Map<Tree, string>} */
  names = new Map();

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
    const other = withDiagonal(step.tree);
    this.tree = diagonal && other ? other : step.tree;
    const product = this.#product(step, context);
    this.replaceChildren(
      this.#head(step, count, context),
      this.#lines(step, context),
      product,
      this.#shapes(step, other !== null, diagonal, context),
      h("p", { class: "sentence", id: "sentence" }, step.sentence),
      h("p", { class: "observation", hidden: true }),
    );
    this.fit();
  }

  /**
   * @param {Step} step
   * @param {number} count
   * @param {Context} context
   */
  #head(step, count, { t, symbols }) {
    const reuses = h("p", { class: "reuses" });
    for (const { name, count: times } of step.reuses) {
      const [before, after] = t("bench.reuses", { symbol: "\0", count: times }).split("\0");
      reuses.append(h("span", {}, before, mathNode(symbols.gradients[name]), after));
    }
    const place = h(
      "p",
      { class: "place" },
      h("span", { class: "phase" }, t(`phase.${step.phase}`)),
      ` ${t("bench.step", { n: step.index + 1, m: count })}`,
    );
    return h("header", {}, h("div", { class: "where" }, place, reuses), h("h2", {}, step.title));
  }

  /**
   * @param {Step} step
   * @param {Context} context
   */
  #lines(step, { t }) {
    const lines = step.lines.map((line) => {
      const label = line.label
        ? h("span", { class: "label", "data-identity": line.identity }, line.label)
        : null;
      return h("li", {}, mathNode(line.mathml), h("span", { class: "why" }, line.sentence), label);
    });
    return h("ol", { class: "lines", "aria-label": t("bench.derivation") }, ...lines);
  }

  /**
   * @param {Step} step
   * @param {Context} context
   */
  #product(step, context) {
    const tree = /** @type {Tree} */ (this.tree);
    this.placed = [];
    this.names = new Map();
    const row = h("div", { class: "operands" });
    for (const item of items(tree, step.phase === "forward")) {
      row.append(item.type === "matrix" ? this.#matrix(item.node, context) : sign(item));
    }
    const kind = step.phase === "forward" ? "value" : "gradient";
    this.result = place(
      leafOf(kind, step.quantity, context.view, context.symbols),
      step.quantity,
      true,
      context,
    );
    this.result.matrix.removeAttribute("data-repeat");
    this.result.matrix.dataset.current = "";
    const result = h("div", { class: "result" }, h("span", { class: "sign" }, "="), this.result.matrix);
    return h(
      "div",
      { class: "product", role: "group", "aria-label": context.t("bench.product") },
      row,
      result,
    );
  }

  /**
   * @param {Tree} node
   * @param {Context} context
   */
  #matrix(node, context) {
    const placed = place(node, `#${this.placed.length}`, true, context);
    placed.matrix.removeAttribute("data-repeat");
    if (!placed.it.isQuantity) this.names.set(node, placed.it.name);
    this.placed.push(placed);
    return placed.matrix;
  }

  /**
   * @param {Step} step
   * @param {boolean} switchable
   * @param {boolean} diagonal
   * @param {Context} context
   */
  #shapes(step, switchable, diagonal, { t, symbols }) {
    const algebra = h("span", { class: "algebra" });
    for (const token of step.shapes.tokens) algebra.append(...shapeToken(token, symbols.sizes));
    const last = step.shapes.tokens.findLast((token) => token.kind === "shape")?.shape;
    const check = last ? h("span", { class: "check" }, `✓ ${last.join("×")}`) : null;
    const box = h(
      "div",
      { class: "shapes" },
      h("span", { class: "caption" }, t("bench.shapes")),
      algebra,
      check,
    );
    if (switchable) box.append(this.#switch(diagonal, t));
    return box;
  }

  /**
   * @param {boolean} diagonal
   * @param {import("../main.js").Translate} t
   */
  #switch(diagonal, t) {
    const choice = (/** @type {boolean} */ value, /** @type {string} */ text) => {
      const button = h(
        "button",
        {
          type: "button",
          "aria-pressed": String(value === diagonal),
          title: t(value ? "bench.diag.title" : "bench.hadamard.title"),
        },
        text,
      );
      button.addEventListener("click", () => emit(this, "gs-diagonal", value));
      return button;
    };
    return h(
      "span",
      { class: "segments", role: "group", "aria-label": t("bench.switch") },
      choice(false, "∘"),
      choice(true, "diag"),
    );
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
    return this.result ? [...this.placed, this.result] : this.placed;
  }

  /**
   * @param {Set<string>} keys
   * @param {string | null} subject
   */
  light(keys, subject) {
    const lit = subject && this.#isOfResult(subject) ? this.#drawnKeys(subject, keys) : keys;
    for (const { matrix } of this.#all()) matrix.light(lit, subject);
  }

  /** @param {string} key */
  #isOfResult(key) {
    return this.result?.matrix.keys.includes(key) ?? false;
  }

  /**
   * Of the matrices drawn here, the cells that a cell of the result is made from.
   * @param {string} subject
   * @param {Set<string>} keys
   */
  #drawnKeys(subject, keys) {
    if (!this.tree || !this.result) return keys;
    const k = this.result.matrix.keys.indexOf(subject);
    const columns = this.result.it.node.shape[1];
    const expr = cell(withDrawn(this.tree, this.names), Math.floor(k / columns), k % columns);
    return new Set([...keys, ...refs(expr).map(keyOf)]);
  }

  /** The largest cells with which the product stands in one line, or the operands in one and the result below. */
  fit() {
    const product = this.querySelector(".product");
    if (!(product instanceof HTMLElement) || !product.clientWidth) return;
    const rows = Math.max(...this.#all().map(({ it }) => it.node.shape[0]));
    const most = rows > 6 ? COMFORTABLE : LARGEST;
    setAttribute(product, "data-wrapped", false);
    for (const [broken, from, to] of plans(most)) {
      setAttribute(product, "data-broken", broken);
      for (let size = from; size >= to; size -= 0.5) {
        this.style.setProperty("--cell", `${size}px`);
        if (product.scrollWidth <= product.clientWidth && !this.#isTooHigh()) return;
      }
    }
    this.style.setProperty("--cell", `${COMFORTABLE}px`);
    setAttribute(product, "data-wrapped", product.scrollWidth > product.clientWidth);
  }

  /** Only where the bench has a height of its own. */
  #isTooHigh() {
    const box = this.parentElement;
    return (
      box !== null && getComputedStyle(box).overflowY !== "visible" && box.scrollHeight > box.clientHeight
    );
  }
}

/**
 * What is tried in turn: whether the result stands in a line of its own, and the sizes of a cell.
 * @param {number} most
 * @returns {[boolean, number, number][]}
 */
function plans(most) {
  return [
    [false, most, COMFORTABLE],
    [true, most, COMFORTABLE],
    [false, COMFORTABLE, SMALLEST],
    [true, COMFORTABLE, SMALLEST],
  ];
}

/**
 * @param {import("../types.js").ShapeToken} token
 * @param {Record<string, string>} sizes
 * @returns {(Node | string)[]}
 */
function shapeToken(token, sizes) {
  if (token.kind === "arrow") return [h("span", { class: "arrow" }, "→")];
  if (token.kind === "bracket") return [token.text ?? ""];
  if (token.kind === "op") return [h("span", { class: "op" }, token.text ?? "")];
  const side = (/** @type {"rows" | "cols"} */ which) =>
    h(token.meets?.includes(which) ? "u" : "span", {}, sizeNode(token[which] ?? "", sizes));
  return [h("span", { class: "pair" }, "(", side("rows"), "×", side("cols"), ")")];
}

customElements.define("gs-bench", GsBench);
