/** One entry: its gradient against the slope that was found, with all digits, and what the verdict means. */

import { h, setAttribute } from "../../elements/dom.js";
import { cellNode } from "../../elements/formula/math.js";
import { sync } from "../../elements/sync.js";
import { compared, entryAt, errorText } from "../../lib/check.js";
import { verdictSign } from "./verdict.js";

/**
 * @import {Context} from "../../elements/formula/row.js"
 * @import {Trace, Translate} from "../../types.js"
 * @import {Checked} from "./errors.js"
 */

export class Compared {
  #key = "";
  t;
  element;

  /** @param {Translate} t */
  constructor(t) {
    this.t = t;
    this.element = h("div", { class: "compared", role: "status" });
  }

  /**
   * @param {Checked} checked
   * @param {{i: number, j: number}} at
   * @param {Context} context
   * @param {Trace} trace  that was checked
   */
  show({ name, check, gradient }, { i, j }, { symbols }, trace) {
    const { t } = this;
    const entry = entryAt(check, gradient, i, j);
    const { analytic, numeric, error, verdict } = entry;
    const key = [name, check.symbol, ...Object.values(entry)].join();
    if (this.#key === key) return;
    this.#key = key;
    setAttribute(this.element, "data-verdict", verdict);
    const isKnown = verdict !== "unchecked";
    const [left, right] = compared(analytic, numeric).map(([same, rest]) => [h("b", {}, same), rest]);
    const line = (/** @type {string} */ label, /** @type {(Node | string)[]} */ ...shown) =>
      h("div", {}, h("dt", {}, t(`check.${label}`)), h("dd", {}, ...shown));
    sync(
      this.element,
      cellNode({ kind: "gradient", name, i, j }, symbols, trace),
      h(
        "dl",
        {},
        line("analytic", ...left),
        ...(isKnown ? [line("numeric", ...right), line("error", errorText(error))] : []),
      ),
      h("p", {}, ...verdictSign(verdict, t), t(`check.${verdict}.means`)),
    );
  }
}
