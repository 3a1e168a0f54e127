/** An outer product as a table of multiplication: the signal down the side, the input across the top. */

import { h, setAttribute, setText } from "../../elements/dom.js";
import { mathNode } from "../../elements/formula/math.js";
import { rove } from "../../elements/roving.js";
import { formatNumber, fromWire } from "../../lib/format.js";
import { shade } from "../../lib/shade.js";

/**
 * @import {Context} from "../../elements/formula/row.js"
 * @import {View} from "../../lib/view.js"
 * @import {Step} from "../../wire.js"
 */

/**
 * @typedef {{kind: "value" | "gradient", name: string}} Operand
 */

const MOST = 8;

/**
 * The two vectors of an outer product; null where the gradient is none, or none that is short.
 * @param {Step} step
 * @param {View} view
 */
export function factorsOf({ quantity, operands, identity }, view) {
  const signal = operands.find(({ kind }) => kind === "gradient");
  const input = operands.find(({ kind }) => kind === "value");
  if (identity !== "5" || operands.length !== 2 || !signal || !input) return null;
  const [rows, columns] = view.trace.values[quantity].shape;
  const fits = cellsOf(signal, view).length === rows && cellsOf(input, view).length === columns;
  return fits && Math.max(rows, columns) <= MOST ? { signal, input } : null;
}

/**
 * @param {Operand} operand  a vector
 * @param {View} view
 */
function cellsOf({ kind, name }, view) {
  return view.matrix(kind, name).data.flat().map(fromWire);
}

export class TimesTable {
  quantity;
  factors;
  t;
  view;
  at;
  head;
  side;
  body;
  said;
  element;

  /**
   * @param {string} quantity  the gradient by it is the product
   * @param {{signal: Operand, input: Operand}} factors
   * @param {Context} context
   */
  constructor(quantity, factors, { view, symbols, t }) {
    this.quantity = quantity;
    this.factors = factors;
    this.t = t;
    this.view = view;
    this.at = { i: 0, j: 0 };
    const [rows, columns] = view.trace.values[quantity].shape;
    this.head = Array.from({ length: columns }, () => h("th", { scope: "col" }));
    this.side = Array.from({ length: rows }, () => h("th", { scope: "row" }));
    this.body = this.side.map(() => this.head.map(() => h("td")));
    rove(this.body, (i, j) => this.#point(i, j));
    this.said = h("p", { class: "said", role: "status" });
    const { signal, input } = factors;
    const corner = h(
      "td",
      { class: "corner" },
      mathNode(symbols.gradients[signal.name]),
      " · ",
      mathNode(symbols.values[input.name]),
    );
    const table = h(
      "table",
      { class: "times" },
      h("caption", {}, t("layouts.outer")),
      h("thead", { "data-kind": "value" }, h("tr", {}, corner, ...this.head)),
      h(
        "tbody",
        { "data-kind": "gradient" },
        ...this.body.map((row, i) => h("tr", {}, this.side[i], ...row)),
      ),
    );
    this.element = h("div", { class: "times-box" }, table, this.said);
    this.refresh(view);
  }

  /**
   * One entry: its factors are lit, and its arithmetic is said.
   * @param {number} i
   * @param {number} j
   */
  #point(i, j) {
    this.at = { i, j };
    this.body.forEach((row, m) => {
      row.forEach((cell, n) => {
        const here = m === i && n === j;
        setAttribute(cell, "data-lit", here);
        cell.tabIndex = here ? 0 : -1;
      });
    });
    for (const [m, cell] of this.side.entries()) setAttribute(cell, "data-lit", m === i);
    for (const [n, cell] of this.head.entries()) setAttribute(cell, "data-lit", n === j);
    const [a, b] = [this.signal[i], this.input[j]];
    const write = (/** @type {number} */ value) => formatNumber(value, this.view.precision);
    const product = `${write(a)} · ${b < 0 ? `(${write(b)})` : write(b)}`;
    setText(this.said, this.t("layouts.entry", { row: i + 1, column: j + 1, product, value: write(a * b) }));
  }

  /** @param {View} view */
  refresh(view) {
    this.view = view;
    this.signal = cellsOf(this.factors.signal, view);
    this.input = cellsOf(this.factors.input, view);
    const gradients = view.max("gradient", this.quantity);
    const values = view.max("value", this.factors.input.name);
    for (const [i, cell] of this.side.entries()) this.#paint(cell, this.signal[i], gradients);
    for (const [j, cell] of this.head.entries()) this.#paint(cell, this.input[j], values);
    for (const [i, row] of this.body.entries())
      for (const [j, cell] of row.entries()) this.#paint(cell, this.signal[i] * this.input[j], gradients);
    this.#point(this.at.i, this.at.j);
  }

  /** @type {number[]} */
  signal = [];
  /** @type {number[]} */
  input = [];

  /**
   * @param {HTMLElement} cell
   * @param {number} value
   * @param {number} most
   */
  #paint(cell, value, most) {
    const { sign, level } = shade(value, most);
    setText(cell, formatNumber(value, this.view.precision));
    setAttribute(cell, "data-sign", sign);
    setAttribute(cell, "data-level", level);
  }
}
