/** How far J falls in a step: the prediction, by parameter, above the truth, in one scale. */

import { h } from "../../elements/dom.js";
import { mathNode } from "../../elements/formula/math.js";
import { sync } from "../../elements/sync.js";
import { changeText, percentText } from "../../lib/descent.js";
import { fromWire } from "../../lib/format.js";

/**
 * @import {Context} from "../../elements/formula/row.js"
 * @import {Translate} from "../../types.js"
 * @import {DescentResponse as Told, DescentStep} from "../../wire.js"
 */

export class Falls {
  element = h("div", { class: "falls", role: "img" });
  t;

  /** @param {Translate} t */
  constructor(t) {
    this.t = t;
  }

  /**
   * @param {DescentStep} step
   * @param {Told} told
   * @param {Context} context
   */
  show(step, { parameters }, { view, symbols }) {
    const [predicted, actual] = [step.predicted, step.actual].map(fromWire);
    this.element.hidden = !Number.isFinite(predicted) || !Number.isFinite(actual);
    if (this.element.hidden) return;
    const rise = Math.max(0, actual);
    const whole = Math.max(-predicted, -actual, 0) + rise || 1;
    let from = rise / whole;
    const parts = Object.entries(step.predicted_by).map(([name, fall]) => {
      const size = -fromWire(fall) / whole;
      from += size;
      return part(from - size, size, mathNode(symbols.values[name]));
    });
    const truth = actual > 0 ? part(0, rise / whole, "") : part(rise / whole, -actual / whole, "");
    truth.toggleAttribute("data-rises", actual > 0);
    const [before, after] = [predicted, actual].map((change) => changeText(change, view));
    this.element.setAttribute(
      "aria-label",
      this.t("descent.bars", {
        predicted: before,
        actual: after,
        parts: Object.values(parameters)
          .map(({ symbol, share }) => `${symbol} ${percentText(share ?? 0)}`)
          .join(this.t("list.comma")),
      }),
    );
    sync(
      this.element,
      ...this.#row("theory", this.t("descent.predicted"), parts, before),
      ...this.#row("truth", this.t("descent.true"), [truth], after),
    );
    this.element.style.setProperty("--zero", String(rise / whole));
  }

  /**
   * @param {string} kind
   * @param {string} label
   * @param {HTMLElement[]} parts
   * @param {string} value
   */
  #row(kind, label, parts, value) {
    return [
      h("span", { class: "label" }, label),
      h("div", { class: "bar", "data-line": kind }, ...parts),
      h("b", {}, value),
    ];
  }
}

/**
 * @param {number} from  where it begins, as a part of the whole width
 * @param {number} size
 * @param {Node | string} symbol
 */
function part(from, size, symbol) {
  const made = h("i", {}, symbol);
  made.style.setProperty("--from", String(from));
  made.style.setProperty("--size", String(size));
  return made;
}
