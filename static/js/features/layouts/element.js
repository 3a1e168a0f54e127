/** Where the transpose comes from: one entry, all entries, the product of matrices; and the layouts side by side. */

import { h, mayMove } from "../../elements/dom.js";
import { linesOf } from "../../elements/formula/derivation.js";
import { mathNode, sizeNode } from "../../elements/formula/math.js";
import { Product } from "../../elements/formula/product.js";
import { refresh } from "../../elements/formula/row.js";
import { segments } from "../../elements/segments.js";
import { sync } from "../../elements/sync.js";
import { emit } from "../../events.js";
import { moves, transformOf } from "../../lib/flip.js";
import { factorsOf, TimesTable } from "./times-table.js";

/**
 * @import {Context, Placed} from "../../elements/formula/row.js"
 * @import {Layout} from "../../types.js"
 * @import {Layouts, Step} from "../../wire.js"
 */

/**
 * @typedef {object} Drawn
 * @property {Layouts} told
 * @property {Step} step        of the gradient that is looked at
 * @property {Step[]} steps
 * @property {Layout} layout
 * @property {Context} context
 */

const LAYOUTS = /** @type {Layout[]} */ (["mixed", "numerator", "denominator"]);

export class GsLayouts extends HTMLElement {
  /** @type {Product | null} */
  product = null;
  /** @type {TimesTable | null} */
  times = null;
  /** @type {Drawn | null} */
  drawn = null;

  /** @param {Drawn} next */
  show(next) {
    const before = this.drawn;
    if (before?.told === next.told && before.step === next.step) return this.#patch(next);
    const stood = before?.step.quantity === next.step.quantity && mayMove() ? this.#places() : null;
    const { told, step, context } = next;
    const { t, symbols, view } = context;
    this.drawn = next;
    this.product = new Product(step, step.tree, context);
    const factors = factorsOf(step, view);
    this.times = factors && new TimesTable(step.quantity, factors, context);
    const entries = told.entries[step.quantity] ?? [];
    sync(
      this,
      h("h2", {}, t("layouts.title"), " ", mathNode(symbols.gradients[step.quantity])),
      entries.length > 0 ? linesOf(entries, context) : h("p", { class: "note" }, t("layouts.no-entries")),
      ...(this.times ? [this.times.element] : []),
      this.#stage(this.product, next),
      this.#table(next),
    );
    if (stood) this.#move(stood);
  }

  /** @param {Drawn} next */
  #patch(next) {
    this.drawn = next;
    for (const placed of this.product?.all ?? []) refresh(placed, next.context.view, false);
    this.times?.refresh(next.context.view);
  }

  /**
   * The product in the layout in force, and the switch: the cells move from one to the other.
   * @param {Product} product
   * @param {Drawn} drawn
   */
  #stage(product, { layout, context: { t } }) {
    const options = LAYOUTS.map((name) => ({ value: name, text: t(`layout.${name}`) }));
    const { element, show } = segments({ label: t("layout.label") }, options, (name) =>
      emit(this, "gs-layout", { layout: name }),
    );
    show(layout);
    return h(
      "section",
      { class: "stage", "aria-label": t("layouts.stage") },
      element,
      product.element,
      h("p", { class: "note" }, t(`layout.${layout}.title`)),
    );
  }

  /**
   * Every gradient in every layout: how it is written, and its shape.
   * @param {Drawn} drawn
   */
  #table({ told, step, steps, layout, context: { t, symbols } }) {
    const size = (/** @type {string} */ label) => sizeNode(label, symbols.sizes);
    const mark = (/** @type {boolean} */ current) => ({ "aria-current": current ? "true" : null });
    const head = LAYOUTS.map((name) =>
      h("th", { scope: "col", ...mark(name === layout) }, t(`layout.${name}`)),
    );
    const cell = (/** @type {string} */ quantity, /** @type {Layout} */ name) => {
      const { formula, shape, sizes } = told.conventions[name][quantity];
      const letters = h("span", { class: "letters" }, size(sizes[0]), "×", size(sizes[1]));
      return h(
        "td",
        mark(name === layout),
        h("span", { class: "formula" }, mathNode(formula.mathml)),
        h("span", { class: "shape" }, h("b", {}, shape.join("×")), " ", letters),
      );
    };
    const rows = steps
      .filter(({ phase }) => phase === "backward")
      .map(({ quantity }) =>
        h("tr", mark(quantity === step.quantity), ...LAYOUTS.map((name) => cell(quantity, name))),
      );
    const table = h(
      "table",
      { class: "conventions" },
      h("caption", {}, t("layouts.table")),
      h("thead", {}, h("tr", {}, ...head)),
      h("tbody", {}, ...rows),
    );
    return h(
      "div",
      { class: "scroll", tabindex: 0, role: "region", "aria-label": t("layouts.table") },
      table,
    );
  }

  /** Where every cell of the product stands, by the entry that it is in every layout. */
  #places() {
    /** @type {Map<string, DOMRect>} */
    const found = new Map();
    this.#each((key, { matrix }, k) => found.set(key, matrix.cells[k].getBoundingClientRect()));
    return found;
  }

  /** @param {Map<string, DOMRect>} stood  where the cells were */
  #move(stood) {
    const found = moves(stood, this.#places());
    this.#each((key, { matrix }, k) => {
      const move = found.get(key);
      if (move) matrix.move(k, transformOf(move));
    });
  }

  /** @param {(key: string, placed: Placed, k: number) => void} act */
  #each(act) {
    const gradients = this.drawn?.context.view.trace.gradients ?? {};
    for (const placed of this.product?.all ?? []) {
      const { it, matrix } = placed;
      const columns = it.node.shape[1];
      const turned = it.kind === "gradient" && gradients[it.name]?.transposed;
      const place = placed === this.product?.result ? "result" : "operand";
      matrix.cells.forEach((_, k) => {
        const { kind, name, i, j } = it.refAt(Math.floor(k / columns), k % columns);
        act(`${place}:${kind}:${name}:${turned ? `${j}:${i}` : `${i}:${j}`}`, placed, k);
      });
    }
  }
}

customElements.define("gs-layouts", GsLayouts);
