/** The relative errors of one gradient: every entry a cell with its verdict, or a list of the worst where they are many. */

import { center, h, isWithin, setAttribute, setText } from "../../elements/dom.js";
import { rove } from "../../elements/roving.js";
import { sync } from "../../elements/sync.js";
import { emit } from "../../events.js";
import { entryAt, errorText, isDrawn, worstOf } from "../../lib/check.js";
import { formatCount, formatFull } from "../../lib/format.js";
import { verdictSign } from "./verdict.js";

/**
 * @import {Entry, Verdict} from "../../lib/check.js"
 * @import {Translate, WireMatrix} from "../../types.js"
 * @import {GradientCheck} from "../../wire.js"
 */

/**
 * @typedef {{name: string, check: GradientCheck, gradient: WireMatrix}} Checked  a gradient, as it was checked
 */

const LISTED = 12;

export class Errors {
  /** What the cells stand for. */
  #key = "";
  /** What is drawn. @type {GradientCheck | null} */
  #check = null;
  /** @type {HTMLElement[][]} */
  #rows = [];
  /** @type {HTMLElement | null} */
  #lit = null;
  #frame = 0;
  t;
  element;

  /** @param {Translate} t */
  constructor(t) {
    this.t = t;
    this.element = h("div", { class: "errors" });
  }

  /**
   * @param {Checked} checked
   * @param {{i: number, j: number}} at  the entry that is looked at
   */
  show(checked, at) {
    if (this.#check !== checked.check) this.#update(checked);
    this.#check = checked.check;
    if (isDrawn(checked.check)) this.#light(this.#rows[at.i][at.j]);
  }

  /** @param {Checked} checked */
  #update(checked) {
    const { name, check, gradient } = checked;
    if (!isDrawn(check)) return this.#list(checked);
    const key = [name, check.symbol, ...check.shape].join();
    if (this.#key !== key) this.#draw(checked);
    this.#key = key;
    for (const [i, row] of this.#rows.entries())
      for (const [j, cell] of row.entries()) this.#paint(cell, entryAt(check, gradient, i, j));
  }

  /** @param {HTMLElement} lit  Tab leads there */
  #light(lit) {
    if (lit === this.#lit) return;
    setAttribute(this.#lit ?? lit, "data-lit", false);
    setAttribute(lit, "data-lit", true);
    for (const cell of this.#rows.flat()) cell.tabIndex = cell === lit ? 0 : -1;
    this.#lit = lit;
    const box = this.element.firstElementChild;
    // Before the next frame, once: to measure for each cell that is pointed at would lay out the page for each.
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => box && !isWithin(lit, box) && center(lit, box));
  }

  /** The server's no in the place of the errors. @param {string} sentence */
  refuse(sentence) {
    if (this.element.querySelector(".refusal")?.textContent === sentence) return; // an alert is heard once
    this.#key = "";
    this.#check = null;
    sync(this.element, h("p", { class: "refusal", role: "alert" }, sentence));
  }

  /** @param {Checked} checked */
  #draw({ name, check: { shape, symbol } }) {
    const [rows, columns] = shape;
    this.#rows = Array.from({ length: rows }, () => Array.from({ length: columns }, () => h("td")));
    this.#lit = null;
    const told = (
      /** @type {"gs-hover" | "gs-pin"} */ event,
      /** @type {number} */ i,
      /** @type {number} */ j,
    ) => {
      const ref = { kind: /** @type {const} */ ("gradient"), name, i, j };
      emit(this.element, event, { ref, node: null, i, j, computed: true });
    };
    rove(this.#rows, (i, j) => told("gs-hover", i, j));
    for (const [i, row] of this.#rows.entries())
      for (const [j, cell] of row.entries()) {
        cell.addEventListener("click", () => told("gs-pin", i, j));
        cell.addEventListener("keydown", ({ key }) => key === "Enter" && told("gs-pin", i, j));
      }
    const label = this.t("check.errors", { symbol, rows, columns });
    const body = h("tbody", {}, ...this.#rows.map((row) => h("tr", {}, ...row)));
    const table = h("table", { class: "verdicts", "aria-label": label }, body);
    table.addEventListener("pointerleave", () => emit(this.element, "gs-leave"));
    table.addEventListener("focusout", () => emit(this.element, "gs-leave"));
    sync(this.element, h("div", { class: "scroll" }, table));
  }

  /**
   * @param {HTMLElement} cell
   * @param {Entry} entry
   */
  #paint(cell, { error, verdict }) {
    const text = isCompared(verdict) ? errorText(error) : "";
    if (cell.dataset.verdict === verdict)
      return setText(/** @type {Element} */ (cell.lastElementChild), text);
    cell.dataset.verdict = verdict;
    sync(cell, ...verdictSign(verdict, this.t), h("span", { class: "error" }, text));
  }

  /** @param {Checked} checked */
  #list({ check, gradient }) {
    this.#key = "";
    const { t } = this;
    const [rows, columns] = check.shape;
    const head = ["entry", "verdict", "analytic", "numeric", "error"].map((key) =>
      h("th", { scope: "col" }, t(`check.${key}`)),
    );
    const worst = worstOf(check, gradient, LISTED);
    const lines = worst.map((entry) =>
      h(
        "tr",
        {},
        h("th", { scope: "row" }, `(${entry.i + 1}, ${entry.j + 1})`),
        h("td", { "data-verdict": entry.verdict }, ...verdictSign(entry.verdict, t)),
        ...[formatFull(entry.analytic), formatFull(entry.numeric), errorText(entry.error)].map((text) =>
          h("td", {}, text),
        ),
      ),
    );
    const label = t("check.worst", { symbol: check.symbol, n: worst.length });
    const many = t("check.many", { entries: formatCount(rows * columns), n: worst.length });
    sync(
      this.element,
      h("p", { class: "note" }, many),
      h(
        "div",
        { class: "scroll", tabindex: 0, role: "region", "aria-label": label },
        h(
          "table",
          { class: "worst", "aria-label": label },
          h("thead", {}, h("tr", {}, ...head)),
          h("tbody", {}, ...lines),
        ),
      ),
    );
  }
}

/** Whether an error of this verdict says anything. @param {Verdict} verdict */
const isCompared = (verdict) => !["kink", "not-finite", "unchecked"].includes(verdict);
