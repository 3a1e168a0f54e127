/** The sheet: one row an equation, each quantity with its gradient below it. */
import { cellFor, SMALLEST } from "../lib/fit.js";
import { moves, transformOf } from "../lib/flip.js";
import { items } from "../lib/trees.js";
import { emit, h, setAttribute } from "./dom.js";
import { mathNode } from "./math.js";
import { leafOf, place, refresh, sign } from "./row.js";

/**
 * @typedef {import("../types.js").Step} Step
 * @typedef {import("../types.js").Tree} Tree
 * @typedef {import("./row.js").Placed} Placed
 * @typedef {import("./row.js").Context} Context
 * @typedef {import("../lib/fit.js").Band} Band
 */

export class GsSheet extends HTMLElement {
  /** @type {Placed[]} */
  placed = [];
  /** @type {Band[]} */
  bands = [];
  /** @type {HTMLElement[]} */
  rows = [];
  /** @type {Set<string>} */
  seen = new Set();

  connectedCallback() {
    new ResizeObserver(() => this.fit()).observe(this);
  }

  /**
   * @param {Step[]} steps
   * @param {Context} context
   */
  build(steps, context) {
    this.placed = [];
    this.seen = new Set();
    this.bands = [];
    const forward = steps.filter((step) => step.phase === "forward");
    this.rows = forward.map((step) => this.#row(step, context));
    this.replaceChildren(h("ol", { class: "equations" }, ...this.rows));
    this.fit();
  }

  /**
   * @param {Step} step
   * @param {Context} context
   */
  #row(step, context) {
    this.bands.push({ columns: [] });
    const go = h("button", {
      type: "button",
      class: "equation",
      "aria-label": `${context.t("sheet.open")} ${step.index + 1}: ${step.title}`,
    });
    go.append(h("span", { class: "number" }, String(step.line)), mathNode(step.formula.mathml));
    go.addEventListener("click", () => emit(this, "gs-select", { position: step.index }));
    const left = leafOf("value", step.quantity, context.view, context.symbols);
    const terms = h("div", { class: "terms" }, ...this.#terms(step, context));
    const row = h("li", { "data-quantity": step.quantity }, go, this.#term([], left, "lhs", context), terms);
    return row;
  }

  /**
   * @param {Step} step
   * @param {Context} context
   */
  #terms(step, context) {
    const terms = [];
    /** @type {HTMLElement[]} */
    let signs = [h("span", { class: "sign" }, "=")];
    for (const item of items(step.tree, true)) {
      if (item.type === "matrix") {
        terms.push(this.#term(signs, item.node, "", context));
        signs = [];
      } else signs.push(sign(item));
    }
    terms
      .at(-1)
      ?.querySelector(".forward")
      ?.append(...signs);
    return terms;
  }

  /**
   * @param {HTMLElement[]} signs
   * @param {Tree} node
   * @param {string} side
   * @param {Context} context
   */
  #term(signs, node, side, context) {
    const value = place(node, `#${this.placed.length}`, false, context);
    const { name, isQuantity } = value.it;
    const first = isQuantity && !this.seen.has(name) && (side === "lhs" || context.view.isInput(name));
    const kept = first || !isQuantity ? value : place(node, name, true, context);
    this.placed.push(kept);
    if (first) this.seen.add(name);
    const gradient = first && context.view.trace.gradients[name] ? this.#gradient(name, context) : null;
    const chars = (/** @type {Placed} */ p) => ({ rows: p.it.node.shape[0], chars: p.it.node.shape[1] });
    this.bands.at(-1)?.columns.push({ value: chars(kept), gradient: gradient && chars(gradient) });
    return h(
      "div",
      { class: `term ${side}` },
      h("div", { class: "forward" }, ...signs, kept.matrix),
      h("div", { class: "backward" }, gradient?.matrix),
    );
  }

  /**
   * @param {string} name
   * @param {Context} context
   */
  #gradient(name, context) {
    const placed = place(leafOf("gradient", name, context.view, context.symbols), name, false, context);
    this.placed.push(placed);
    return placed;
  }

  /**
   * @param {import("../lib/view.js").View} view
   * @param {boolean} flash
   */
  patch(view, flash) {
    for (const placed of this.placed) refresh(placed, view, flash);
  }

  /**
   * What was typed shows at once; what follows from it comes with the answer.
   * @param {import("../lib/view.js").View} view
   */
  patchInputs(view) {
    for (const placed of this.placed) if (placed.matrix.spec.editable) refresh(placed, view, false);
  }

  /**
   * @param {{values: Set<string>, gradients: Set<string>} | null} computed  null: everything
   * @param {Step} current
   * @param {import("../lib/view.js").View} view
   */
  reveal(computed, current, view) {
    for (const { matrix, it } of this.placed) {
      const given = it.kind === "value" && (view.isInput(it.name) || !it.isQuantity);
      const done = (it.kind === "value" ? computed?.values : computed?.gradients)?.has(it.name);
      matrix.empty = computed !== null && !given && !done;
      const isResult =
        it.kind === (current.phase === "forward" ? "value" : "gradient") && it.name === current.quantity;
      setAttribute(matrix, "data-current", isResult && !matrix.spec.repeat);
    }
    for (const row of this.rows) {
      const isCurrent = current.phase === "forward" && row.dataset.quantity === current.quantity;
      setAttribute(row, "aria-current", isCurrent ? "step" : null);
    }
  }

  /**
   * @param {Set<string>} keys
   * @param {string | null} subject
   */
  light(keys, subject) {
    for (const { matrix } of this.placed) matrix.light(keys, subject);
  }

  /** @returns {Map<string, DOMRect>} where each gradient cell stands, under the cell of its variable */
  boxes() {
    /** @type {Map<string, DOMRect>} */
    const found = new Map();
    this.#eachGradientCell((key, matrix, k) => found.set(key, matrix.cells[k].getBoundingClientRect()));
    return found;
  }

  /** @param {Map<string, DOMRect>} before */
  flip(before) {
    const found = moves(before, this.boxes());
    this.#eachGradientCell((key, matrix, k) => {
      const move = found.get(key);
      if (move) matrix.move(k, transformOf(move));
    });
  }

  /** @param {(key: string, matrix: import("./matrix.js").GsMatrix, k: number) => void} act */
  #eachGradientCell(act) {
    for (const { matrix, it } of this.placed) {
      if (it.kind !== "gradient") continue;
      const columns = it.node.shape[1];
      matrix.cells.forEach((_, k) => {
        const i = Math.floor(k / columns);
        const j = k % columns;
        act(matrix.dataset.transposed === "" ? `${it.name}:${j}:${i}` : `${it.name}:${i}:${j}`, matrix, k);
      });
    }
  }

  /** The largest cells with which all equations are seen at once. */
  fit() {
    const height = this.clientHeight;
    if (!height || this.rows.length === 0) return;
    const overflows = () => this.scrollHeight > this.clientHeight || this.scrollWidth > this.clientWidth;
    const free = getComputedStyle(this).overflowY === "visible";
    let size = free ? 22 : cellFor(this.bands, height);
    this.style.setProperty("--cell", `${size}px`);
    while (!free && size > SMALLEST && overflows()) {
      size -= 0.5;
      this.style.setProperty("--cell", `${size}px`);
    }
  }

  /**
   * @param {string} name
   * @returns {import("./matrix.js").GsMatrix | undefined} the matrix in which an input is edited
   */
  input(name) {
    return this.placed.find(({ matrix, it }) => matrix.spec.editable && it.name === name)?.matrix;
  }

  /** @param {import("../types.js").Ref} ref */
  focusRef(ref) {
    const key = `${ref.kind}:${ref.name}:${ref.i}:${ref.j}`;
    const found = this.placed.find(({ matrix }) => !matrix.spec.repeat && matrix.keys.includes(key))?.matrix;
    found?.cells[found.keys.indexOf(key)].focus();
  }

  /** @param {import("../types.js").Trace} trace */
  markTransposed(trace) {
    for (const { matrix, it } of this.placed) {
      if (it.kind === "gradient")
        setAttribute(matrix, "data-transposed", trace.gradients[it.name].transposed);
    }
  }
}

customElements.define("gs-sheet", GsSheet);
