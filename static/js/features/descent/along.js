/** J along one entry, with the tangent that the gradient gives, and a dot that slides on the curve. */

import { GsChart } from "../../elements/chart/chart.js";
import { Slider } from "../../elements/chart/slider.js";
import { h, setAttribute } from "../../elements/dom.js";
import { cellNode, mathNode } from "../../elements/formula/math.js";
import { sync } from "../../elements/sync.js";
import { emit } from "../../events.js";
import { holding } from "../../lib/axis.js";
import { figuresOf, movable } from "../../lib/descent.js";
import { formatFigures, fromWire } from "../../lib/format.js";

/**
 * @import {Spec} from "../../elements/chart/chart.js"
 * @import {Context} from "../../elements/formula/row.js"
 * @import {Translate} from "../../types.js"
 * @import {DescentResponse as Told, EntryCurve} from "../../wire.js"
 */

/** Where the dot is at first: off the point that the tangent touches, so that the two differ. */
const AT_FIRST = 0.75;

export class Along {
  /** @type {{told: Told, context: Context} | null} */
  #drawn = null;
  #at = -1;
  #select = h("select", { autocomplete: "off" });
  #row = number();
  #column = number();
  #slope = h("p", { class: "slope" });
  #read = h("dl", { class: "readings" });
  #chart = new GsChart();
  t;
  slider;
  element;

  /** @param {Translate} t */
  constructor(t) {
    this.t = t;
    this.slider = new Slider(t("descent.offset"), (at) => this.#slide(at));
    this.#chart.under.append(this.slider.element);
    for (const field of [this.#select, this.#row, this.#column])
      field.addEventListener("input", () => this.#choose(field === this.#select));
    const labelled = (/** @type {string} */ key, /** @type {HTMLElement} */ field) =>
      h("label", {}, h("span", {}, t(key)), " ", field);
    this.element = h(
      "section",
      { class: "along", "aria-label": t("descent.along") },
      h("h3", {}, t("descent.along")),
      h(
        "div",
        { class: "entry" },
        labelled("descent.input", this.#select),
        labelled("descent.row", this.#row),
        labelled("descent.column", this.#column),
      ),
      this.#slope,
      this.#chart,
      this.#read,
    );
  }

  /**
   * @param {Told} told
   * @param {Context} context
   */
  show(told, context) {
    this.element.hidden = told.entry === null;
    if (!told.entry) return;
    this.#drawn = { told, context };
    this.#showFields(told.entry, context);
    this.#showSlope(told.entry, context);
    const count = told.entry.at.length;
    if (this.#at < 0 || this.#at >= count) this.#at = Math.round((count - 1) * AT_FIRST);
    this.#slide(this.#at);
  }

  /** @param {boolean} isOther  another input, and so its first entry */
  #choose(isOther) {
    if (isOther) for (const field of [this.#row, this.#column]) field.value = "1";
    else if (![this.#row, this.#column].every((field) => field.checkValidity() && field.value)) return;
    emit(this.element, "gs-entry", {
      name: this.#select.value,
      row: this.#row.valueAsNumber - 1,
      column: this.#column.valueAsNumber - 1,
    });
  }

  /**
   * @param {EntryCurve} entry
   * @param {Context} context
   */
  #showFields({ name, row, column }, { view: { trace } }) {
    const names = movable(trace);
    if (this.#select.dataset.names !== names.join()) {
      this.#select.dataset.names = names.join();
      sync(this.#select, ...names.map((some) => h("option", { value: some }, trace.values[some].symbol)));
    }
    this.#select.value = name;
    const { shape } = trace.values[name];
    for (const [field, at, most] of /** @type {const} */ ([
      [this.#row, row, shape[0]],
      [this.#column, column, shape[1]],
    ])) {
      setAttribute(field, "max", most);
      if (field !== document.activeElement) field.valueAsNumber = at + 1;
    }
  }

  /**
   * @param {EntryCurve} entry
   * @param {Context} context
   */
  #showSlope(entry, { view, symbols }) {
    const slope = formatFigures(fromWire(entry.slope), figuresOf(view));
    const turned = view.trace.gradients[entry.name].transposed;
    const [i, j] = turned ? [entry.column, entry.row] : [entry.row, entry.column];
    const gradient = cellNode({ kind: "gradient", name: entry.name, i, j }, symbols, view.trace);
    sync(this.#slope, `${this.t("descent.slope")} `, h("b", {}, slope), " = ", gradient);
  }

  /** @param {number} at */
  #slide(at) {
    if (!this.#drawn?.told.entry) return;
    const { told, context } = this.#drawn;
    const { entry } = this.#drawn.told;
    this.#at = at;
    const write = (/** @type {number} */ value) => formatFigures(value, figuresOf(context.view));
    const [x, loss, tangent] = [entry.at[at], entry.loss[at], entry.tangent[at]].map(fromWire);
    const ref = { kind: /** @type {const} */ ("value"), name: entry.name, i: entry.row, j: entry.column };
    const symbol = () => cellNode(ref, context.symbols, context.view.trace);
    const J = () => mathNode(context.symbols.values[told.loss.name]);
    const readings = /** @type {[Node | string, number][]} */ ([
      [symbol(), x],
      [J(), loss],
      [this.t("descent.tangent"), tangent],
      [this.t("descent.off"), tangent - loss],
    ]);
    sync(
      this.#read,
      ...readings.map(([label, value]) => h("div", {}, h("dt", {}, label), h("dd", {}, write(value)))),
    );
    const params = { value: write(x), loss: told.loss.name, now: write(loss), tangent: write(tangent) };
    this.slider.show(entry.at.length, at, this.t("descent.at", params));
    this.#chart.show(this.#spec(entry, at, symbol(), J()));
  }

  /**
   * @param {EntryCurve} entry
   * @param {number} at
   * @param {Node} symbol
   * @param {Node} J
   * @returns {Spec}
   */
  #spec(entry, at, symbol, J) {
    const [x, loss, tangent] = [entry.at, entry.loss, entry.tangent].map((all) => all.map(fromWire));
    const over = (/** @type {number[]} */ y) =>
      x.map((value, k) => /** @type {[number, number]} */ ([value, y[k]]));
    const middle = (x.length - 1) / 2;
    return {
      x: { scale: "linear", range: [x[0], x[x.length - 1]], label: symbol },
      y: { scale: "linear", range: holding(loss), label: J },
      lines: [
        { kind: "truth", label: this.t("descent.true"), points: over(loss) },
        { kind: "theory", label: this.t("descent.tangent"), points: over(tangent) },
        { kind: "gap", label: "", points: [over(tangent)[at], over(loss)[at]] },
      ],
      marks: [
        { kind: "here", x: entry.value },
        { kind: "here", x: entry.value, y: loss[middle] },
        { kind: "theory", x: x[at], y: tangent[at] },
        { kind: "truth", x: x[at], y: loss[at] },
      ],
      says: this.t("descent.along.chart"),
    };
  }
}

const number = () => h("input", { type: "number", min: 1, step: 1, autocomplete: "off" });
