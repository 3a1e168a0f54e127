/** The inputs that may move, what each contributes to the prediction, and the truth below: a table. */

import { h, setText } from "../../elements/dom.js";
import { predictionOf, squareOf } from "../../elements/formula/list.js";
import { mathNode } from "../../elements/formula/math.js";
import { sync } from "../../elements/sync.js";
import { emit } from "../../events.js";
import { changeText, decimalsFor, figuresOf, movable, percentText } from "../../lib/descent.js";
import { formatFigures, formatNumber, fromWire } from "../../lib/format.js";

/**
 * @import {Context} from "../../elements/formula/row.js"
 * @import {Translate, WireNumber} from "../../types.js"
 * @import {DescentResponse as Told, DescentStep} from "../../wire.js"
 */

/**
 * @typedef {{name: string, box: HTMLInputElement, cells: HTMLElement[]}} Row
 */

const COLUMNS = 3;
/** Of a ratio, so many decimals tell how near it is to 1. */
const MOST = 9;

export class Moved {
  /** @type {Row[]} */
  #rows = [];
  /** What was chosen and is not yet answered. @type {string[] | null} */
  #wanted = null;
  #body = h("tbody");
  #prediction = h("span");
  #square = h("span", { "aria-hidden": "true" });
  #sums = ["sum", "true", "ratio", "loss"].map((key) => ({ key, cells: cells() }));
  t;
  element;

  /** @param {Translate} t */
  constructor(t) {
    this.t = t;
    const head = (/** @type {Node | string} */ text) => h("th", { scope: "col" }, text);
    const foot = this.#sums.map(({ key, cells }) =>
      h("tr", { "data-sum": key }, h("th", { scope: "row" }, t(`descent.${key}`)), ...cells),
    );
    this.element = h(
      "table",
      { class: "moved" },
      h("caption", {}, `${t("descent.table")} `, this.#prediction),
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          head(t("descent.moves")),
          head(h("span", {}, h("span", { class: "hidden" }, t("descent.norm")), this.#square)),
          head(t("descent.share")),
          head(t("descent.predicted")),
        ),
      ),
      this.#body,
      h("tfoot", {}, ...foot),
    );
  }

  /**
   * @param {DescentStep} step
   * @param {Told} told
   * @param {Context} context
   */
  show(step, { parameters, squared_norm, loss }, context) {
    const { view } = context;
    this.#build(movable(view.trace), context);
    if (this.#wanted?.join() === Object.keys(parameters).join()) this.#wanted = null;
    const moving = this.#wanted ?? Object.keys(parameters);
    const write = (/** @type {WireNumber} */ number) => formatFigures(fromWire(number), figuresOf(view));
    for (const { name, box, cells } of this.#rows) {
      const moved = parameters[name];
      box.checked = moving.includes(name);
      box.disabled = box.checked && moving.length === 1;
      const texts = moved
        ? [write(moved.squared_norm), shareText(moved.share), write(step.predicted_by[name])]
        : ["", this.t("descent.stays"), ""];
      fill(cells, texts);
    }
    const [sum, truth, ratio, last] = this.#sums.map(({ cells }) => cells);
    fill(sum, [write(squared_norm), "", write(step.predicted)]);
    fill(truth, ["", "", changeText(step.actual, view)]);
    fill(ratio, ["", "", step.ratio === null ? "–" : ratioText(step.ratio)]);
    const [before, after] = [loss.value, step.loss].map(fromWire);
    const decimals = decimalsFor(fromWire(step.actual), view.precision);
    const [from, to] = [before, after].map((number) => formatNumber(number, decimals));
    fill(last, ["", "", `${from} → ${to}`]);
  }

  /**
   * @param {string[]} names
   * @param {Context} context
   */
  #build(names, { view, symbols }) {
    const loss = symbols.values[view.trace.loss.name];
    sync(this.#prediction, predictionOf(loss));
    sync(this.#square, squareOf(loss));
    if (names.join() === this.#rows.map(({ name }) => name).join()) return;
    this.#wanted = null;
    this.#rows = names.map((name) => {
      const symbol = view.trace.values[name].symbol;
      const box = h("input", {
        type: "checkbox",
        "aria-label": this.t("descent.moves.one", { name: symbol }),
      });
      box.addEventListener("change", () => this.#choose());
      return { name, box, cells: cells() };
    });
    const rows = this.#rows.map(({ name, box, cells }) =>
      h(
        "tr",
        {},
        h("th", { scope: "row" }, h("label", {}, box, " ", mathNode(symbols.values[name]))),
        ...cells,
      ),
    );
    sync(this.#body, ...rows);
  }

  #choose() {
    this.#wanted = this.#rows.filter(({ box }) => box.checked).map(({ name }) => name);
    emit(this.element, "gs-moving", this.#wanted);
  }
}

const cells = () => Array.from({ length: COLUMNS }, () => h("td"));

/**
 * @param {HTMLElement[]} cells
 * @param {string[]} texts
 */
function fill(cells, texts) {
  for (const [k, cell] of cells.entries()) setText(cell, texts[k]);
}

/** @param {number | null} share */
function shareText(share) {
  return share === null ? "–" : percentText(share);
}

/** With the digits that tell it from 1. @param {number} ratio */
function ratioText(ratio) {
  return formatNumber(ratio, Math.min(MOST, decimalsFor(1 - ratio, 3)));
}
