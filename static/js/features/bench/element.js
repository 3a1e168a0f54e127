/** The bench: the current step, large. */

import { h } from "../../elements/dom.js";
import { headOf, linesOf, shapesOf } from "../../elements/formula/derivation.js";
import { fitBench } from "../../elements/formula/fit-bench.js";
import { fullForm } from "../../elements/formula/late.js";
import { Product } from "../../elements/formula/product.js";
import { proseNodes, setProse } from "../../elements/formula/prose.js";
import { light, refresh } from "../../elements/formula/row.js";
import { fitOnResize } from "../../elements/resizing.js";
import { sync } from "../../elements/sync.js";
import { withDiagonal } from "../../lib/trees.js";

/**
 * @import {Context} from "../../elements/formula/row.js"
 * @import {View} from "../../lib/view.js"
 * @import {Form, FullForm} from "../../types.js"
 * @import {Step} from "../../wire.js"
 */

export class GsBench extends HTMLElement {
  /** @type {Product | null} */
  product = null;
  /** In which the step can be drawn. @type {Form[]} */
  forms = [];
  /** @type {Form} */
  shown = "short";

  #fitted = fitOnResize(this, () => this.fit());

  /**
   * It is to be fitted when all is said.
   * @param {Step} step
   * @param {number} count  of all steps
   * @param {Form} form  how the step is drawn
   * @param {FullForm | null} asked  of this step, if it is to be drawn so
   * @param {Context} context
   */
  build(step, count, form, asked, context) {
    const drawing = fullForm.here;
    const full = drawing && asked;
    this.dataset.phase = step.phase;
    const diagonal = step.contributions.length > 1 ? null : withDiagonal(step.tree);
    const tree = form === "diag" && diagonal ? diagonal : step.tree;
    this.product = new Product(step, tree, context, full && ((product) => drawing.rowsOf(product, full)));
    this.forms = step.phase === "forward" ? [] : diagonal ? ["short", "diag", "full"] : ["short", "full"];
    this.shown = this.forms.includes(form) ? form : "short";
    const tokens = full
      ? full.paths.map((factors) => drawing.tokensOf(factors, full.result))
      : [step.shapes.tokens];
    sync(
      this,
      headOf(step, count, context),
      linesOf(full?.lines ?? step.lines, context),
      this.product.element,
      shapesOf(tokens, this.forms, this.shown, context),
      ...(full ? [drawing.costs(full, context), drawing.remarks(full, context)] : []),
      h("p", { class: "sentence", id: "sentence" }, ...proseNodes(step.sentence)),
      h("p", { class: "observation", hidden: true }),
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
    setProse(place, text);
  }

  /**
   * @param {View} view
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
    light(this.product?.all ?? [], lit, subject);
  }

  fit() {
    if (!this.product?.element.clientWidth) return;
    fitBench(this, this.product);
    this.#fitted();
  }
}

customElements.define("gs-bench", GsBench);
