/** The bench: the current step, large. */
import { MOST_SEEN } from "../lib/fit.js";
import { withDiagonal } from "../lib/trees.js";
import { headOf, linesOf, shapesOf } from "./derivation.js";
import { h, setAttribute } from "./dom.js";
import { costs, remarks, tokensOf } from "./full.js";
import { Product } from "./product.js";
import { refresh } from "./row.js";

/**
 * @typedef {import("../types.js").Step} Step
 * @typedef {import("../types.js").Tree} Tree
 * @typedef {import("../types.js").Form} Form
 * @typedef {import("../types.js").FullForm} FullForm
 * @typedef {import("./row.js").Context} Context
 */

const LARGEST = 27;
const COMFORTABLE = 22;
const SMALLEST = 15;

export class GsBench extends HTMLElement {
  /** @type {Product | null} */
  product = null;

  connectedCallback() {
    new ResizeObserver(() => this.fit()).observe(this);
  }

  /**
   * @param {Step} step
   * @param {number} count  of all steps
   * @param {Form} form  how the step is drawn
   * @param {FullForm | null} full  of this step, if it is to be drawn so and has come
   * @param {Context} context
   */
  build(step, count, form, full, context) {
    this.dataset.phase = step.phase;
    const diagonal = step.contributions.length > 1 ? null : withDiagonal(step.tree);
    const tree = form === "diag" && diagonal ? diagonal : step.tree;
    this.product = new Product(step, tree, full, context);
    /** @type {Form[]} */
    const forms = step.phase === "forward" ? [] : diagonal ? ["short", "diag", "full"] : ["short", "full"];
    const shown = forms.includes(form) ? form : "short";
    const tokens = full ? full.paths.map((factors) => tokensOf(factors, full.result)) : [step.shapes.tokens];
    this.replaceChildren(
      headOf(step, count, context),
      linesOf(full?.lines ?? step.lines, context),
      this.product.element,
      shapesOf(tokens, forms, shown, context),
      ...(full ? [costs(full, context), remarks(full, context)] : []),
      h("p", { class: "sentence", id: "sentence" }, step.sentence),
      h("p", { class: "observation", hidden: true }),
    );
    this.fit();
  }

  /**
   * Whether a drawn matrix that is no quantity stands here.
   * @param {Tree} node
   */
  has(node) {
    return this.product?.has(node) ?? false;
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
    for (const placed of this.product?.all ?? []) refresh(placed, view, flash);
  }

  /**
   * @param {Set<string>} keys
   * @param {string | null} subject
   */
  light(keys, subject) {
    const own = subject ? this.product?.keysOf(subject) : null;
    const lit = own ? new Set([...keys, ...own]) : keys;
    for (const { matrix } of this.product?.all ?? []) matrix.light(lit, subject);
  }

  /** The largest cells with which the product stands in one line, or the operands in one and the result below. */
  fit() {
    const product = this.product?.element;
    if (!this.product || !product?.clientWidth) return;
    const rows = Math.max(...this.product.all.map(({ it }) => Math.min(it.node.shape[0], MOST_SEEN)));
    const most = rows > 6 ? COMFORTABLE : LARGEST;
    setAttribute(product, "data-wrapped", false);
    const paths = product.hasAttribute("data-paths");
    for (const [broken, from, to] of plans(most)) {
      if (paths && !broken) continue;
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
    const box = this.closest(".bench");
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

customElements.define("gs-bench", GsBench);
