/** All gradients at a glance: one row each, which leads to the step of that gradient. */

import { h, setAttribute } from "../../elements/dom.js";
import { inlineNode } from "../../elements/formula/math.js";
import { sync } from "../../elements/sync.js";
import { emit } from "../../events.js";
import { errorText, VERDICTS } from "../../lib/check.js";
import { formatCount } from "../../lib/format.js";
import { positionOf } from "../../lib/steps.js";
import { verdictSign } from "./verdict.js";

/**
 * @import {Context} from "../../elements/formula/row.js"
 * @import {Symbols, Translate} from "../../types.js"
 * @import {GradientCheck, Step} from "../../wire.js"
 */

export class AllChecks {
  #key = "";
  /** @type {Map<string, HTMLTableRowElement>} */
  #rows = new Map();
  t;
  body;
  element;

  /** @param {Translate} t */
  constructor(t) {
    this.t = t;
    this.body = h("tbody");
    const head = ["gradient", "entries", "verdicts", "largest"].map((key) =>
      h("th", { scope: "col" }, t(`check.${key}`)),
    );
    this.element = h(
      "table",
      { class: "checks" },
      h("caption", {}, t("check.all-gradients")),
      h("thead", {}, h("tr", {}, ...head)),
      this.body,
    );
  }

  /**
   * @param {Record<string, GradientCheck>} checks
   * @param {string} current
   * @param {Step[]} steps
   * @param {Context} context
   */
  show(checks, current, steps, { symbols }) {
    const key = Object.entries(checks)
      .map(([name, { symbol }]) => `${name} ${symbol}`)
      .join();
    if (this.#key !== key) this.#draw(checks, steps, symbols);
    this.#key = key;
    for (const [name, row] of this.#rows) {
      setAttribute(row, "aria-current", name === current && "true");
      this.#fill(row, checks[name]);
    }
  }

  /**
   * @param {Record<string, GradientCheck>} checks
   * @param {Step[]} steps
   * @param {Symbols} symbols
   */
  #draw(checks, steps, symbols) {
    this.#rows = new Map();
    for (const [name, { symbol }] of Object.entries(checks)) {
      const position = positionOf(steps, "gradient", name);
      const label = inlineNode(symbols.gradients[name]);
      const button = h("button", { type: "button", title: this.t("check.go", { symbol }) }, label);
      button.addEventListener("click", () => emit(this.element, "gs-select", { position }));
      const lead = h("th", { scope: "row" }, position < 0 ? label : button);
      this.#rows.set(name, h("tr", {}, lead, h("td"), h("td", { class: "counts" }), h("td")));
    }
    sync(this.body, ...this.#rows.values());
  }

  /**
   * @param {HTMLTableRowElement} row
   * @param {GradientCheck} check
   */
  #fill(row, { shape, counts, worst }) {
    const [, entries, verdicts, largest] = row.cells;
    const key = JSON.stringify([shape, counts, worst]);
    if (row.dataset.key === key) return;
    row.dataset.key = key;
    entries.textContent = formatCount(shape[0] * shape[1]);
    sync(
      verdicts,
      ...VERDICTS.filter((verdict) => counts[verdict] > 0).map((verdict) =>
        h("span", { "data-verdict": verdict }, ...verdictSign(verdict, this.t), formatCount(counts[verdict])),
      ),
    );
    largest.textContent = worst ? errorText(worst.relative_error) : "–";
  }
}
