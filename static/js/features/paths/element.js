/** All paths from the loss to one gradient: each with its chain, its formula and what comes along it; and their sum. */

import { h, setAttribute } from "../../elements/dom.js";
import { factorNodes, inlineNode } from "../../elements/formula/math.js";
import { leafOf, placeDrawn, refresh } from "../../elements/formula/row.js";
import { numbersOf, partialsOf } from "../../elements/formula/written.js";
import { sync } from "../../elements/sync.js";
import { emit } from "../../events.js";
import { arithmetic } from "../../lib/arithmetic.js";
import { keyOf } from "../../lib/cell.js";
import { drawn as drawnOf } from "../../lib/drawn.js";
import { formatCount } from "../../lib/format.js";
import { sumAt } from "../../lib/paths.js";
import { chainOf, signalsList } from "./chain.js";

/**
 * @import {Context, Placed} from "../../elements/formula/row.js"
 * @import {Signal, Term} from "../../lib/paths.js"
 * @import {GradientPaths, Ref, Tree} from "../../types.js"
 * @import {Step} from "../../wire.js"
 */

/**
 * @typedef {object} Drawn
 * @property {Step} step        of the gradient that is looked at
 * @property {GradientPaths} told
 * @property {Term[]} terms
 * @property {Signal[]} signals
 * @property {Ref} ref          the cell of the gradient that is added up
 * @property {Context} context  in whose view what comes along a path is a gradient too
 */

export class GsPaths extends HTMLElement {
  /** @type {Placed | null} */
  sum = null;
  /** What comes along each path. @type {(Placed | null)[]} */
  along = [];
  /** @type {Drawn | null} */
  drawn = null;
  said = h("p", { class: "said", role: "status" });

  /** @param {Drawn} next */
  show(next) {
    const before = this.drawn;
    this.drawn = next;
    if (before?.step !== next.step) this.#build(next);
    else if (before.context.view !== next.context.view) this.#patch(next);
    else if (keyOf(before.ref) === keyOf(next.ref)) return;
    this.#add(next);
  }

  /** @param {Drawn} drawn */
  #build(drawn) {
    const { step, told, terms, signals, context } = drawn;
    const { t, symbols, view } = context;
    const leaf = leafOf("gradient", step.quantity, view, symbols);
    this.sum = this.#place(leaf, step.quantity, context);
    this.along = terms.map(({ name, data }) => {
      const placed = data && this.#place({ ...leaf, gradient: name }, step.quantity, context);
      if (placed) placed.matrix.spec.beyond = (i, j) => this.#goOn(placed, i, j);
      return placed;
    });
    emit(this, "gs-along", null);
    sync(
      this,
      h("header", { class: "total" }, this.#heading(drawn), this.sum.matrix),
      h(
        "ol",
        { class: "paths", "aria-label": t(told.listed ? "paths.list" : "paths.by-step") },
        ...terms.map((term, k) => this.#row(term, k, context)),
      ),
      this.said,
      ...(signals.length > 0 ? [signalsList(signals, terms.length, context)] : []),
    );
  }

  /**
   * How many paths there are, and what is to be seen of them.
   * @param {Drawn} drawn
   */
  #heading({ step, told, terms, context: { t, symbols } }) {
    const isOne = terms.length === 1 && told.listed;
    const key = told.listed ? (isOne ? "one" : "many") : "by-step";
    const title = t(`paths.title.${key}`, { symbol: "\0", count: formatCount(told.count) });
    const [lead, rest] = title.split("\0");
    const hint = told.note?.message ?? t(isOne ? "paths.hint.one" : "paths.hint");
    const leaps = terms.some(({ links }) => links.some(({ leapt }) => leapt));
    return h(
      "div",
      {},
      h("h2", {}, lead, inlineNode(symbols.gradients[step.quantity]), rest),
      h("p", { class: "note" }, hint, leaps ? ` ${t("paths.leapt.key")}` : ""),
    );
  }

  /**
   * @param {Tree} node
   * @param {string} quantity  whose cells they are
   * @param {Context} context
   */
  #place(node, quantity, context) {
    const refAt = (/** @type {number} */ i, /** @type {number} */ j) =>
      /** @type {Ref} */ ({ kind: "gradient", name: quantity, i, j });
    return placeDrawn({ ...drawnOf(node, ""), refAt }, false, context);
  }

  /**
   * @param {Term} term
   * @param {number} k
   * @param {Context} context
   */
  #row(term, k, context) {
    const { t } = context;
    const label = term.mathml
      ? t("overview.path", { n: k + 1 })
      : t(term.count === 1 ? "paths.count.one" : "paths.count", { count: formatCount(term.count) });
    const row = h(
      "li",
      {},
      h("span", { class: "sign" }, k === 0 ? "=" : "+"),
      h(
        "div",
        { class: "way" },
        h("p", { class: "chain" }, h("span", { class: "path" }, label), ...chainOf(term, context)),
        term.mathml ? h("p", { class: "formula" }, ...factorNodes(term.mathml)) : null,
      ),
      this.along[k]?.matrix ?? h("span", { class: "note" }, t("paths.too-large")),
    );
    const point = (/** @type {boolean} */ on) => () => {
      setAttribute(row, "data-on", on);
      emit(this, "gs-along", on ? term.way : null);
    };
    row.addEventListener("pointerenter", point(true));
    row.addEventListener("pointerleave", point(false));
    row.addEventListener("focusin", point(true));
    row.addEventListener("focusout", point(false));
    return row;
  }

  /**
   * Where a matrix ends, the next path goes on.
   * @param {Placed} from
   * @param {number} i
   * @param {number} j
   */
  #goOn(from, i, j) {
    const drawn = this.along.filter((placed) => placed !== null);
    const [rows, columns] = from.it.node.shape;
    if (j < 0 || j >= columns) return;
    const next = drawn[drawn.indexOf(from) + (i < 0 ? -1 : 1)];
    next?.matrix.focusCell(i < 0 ? rows - 1 : 0, j);
  }

  /** @param {Drawn} drawn */
  #patch({ context: { view } }) {
    for (const placed of this.#all()) refresh(placed, view, false);
  }

  #all() {
    return [this.sum, ...this.along].filter((placed) => placed !== null);
  }

  /**
   * One cell: lit in every path and in the sum, and added up.
   * @param {Drawn} drawn
   */
  #add({ terms, ref, context: { view, t } }) {
    const key = keyOf(ref);
    for (const { matrix } of this.#all()) matrix.light(new Set(), key);
    this.said.hidden = terms.some(({ data }) => data === null);
    if (this.said.hidden) return;
    const sum = arithmetic(sumAt(terms, ref.i, ref.j), view.lookup, view.lookup(ref), view.precision);
    const text = t("paths.entry", { row: ref.i + 1, column: ref.j + 1, sum: "\0" });
    const [lead, rest] = text.split("\0");
    const total = terms.length > 1 ? [` = ${sum.result}`] : [];
    sync(this.said, lead, ...numbersOf(sum, t), rest, ...total, ...partialsOf(sum, t));
  }
}

customElements.define("gs-paths", GsPaths);
