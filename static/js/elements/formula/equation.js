/** One row of the sheet: an equation, each quantity with its gradient below it where it is defined. */
import { emit } from "../../events.js";
import { items } from "../../lib/items.js";
import { namesIn } from "../../lib/trees.js";
import { alsoSaid, h } from "../dom.js";
import { mathNode } from "./math.js";
import { leafOf, place, sign } from "./row.js";

/**
 * @import {Band} from "../../lib/fit.js"
 * @import {Item} from "../../lib/items.js"
 * @import {Tree} from "../../types.js"
 * @import {Step} from "../../wire.js"
 * @import {Context, Placed} from "./row.js"
 */

export class Equation {
  /** @type {Placed[]} */
  placed = [];
  /** @type {Band} */
  band = { columns: [] };
  step;
  context;
  seen;
  terms;
  row;

  /**
   * @param {Step} step
   * @param {Context} context
   * @param {Set<string>} seen  the quantities that stand above already
   * @param {boolean} goesOn  the row above belongs to the same line of the program
   */
  constructor(step, context, seen, goesOn) {
    this.step = step;
    this.context = context;
    this.seen = seen;
    const go = h("button", { type: "button", class: "equation" });
    const formula = h("span", { class: "formula" }, mathNode(step.formula.mathml));
    const said = `${context.t("sheet.open")} ${step.index + 1}: ${step.title}`;
    go.append(h("span", { class: "number" }, goesOn ? "" : String(step.line)), formula, alsoSaid(said));
    go.addEventListener("click", () => emit(go, "gs-select", { position: step.index }));
    const left = leafOf("value", step.quantity, context.view, context.symbols);
    const lhs = this.#term([], left, "lhs");
    this.terms = h("div", { class: "terms" }, ...this.#terms(), ...this.#given());
    this.row = h(
      "li",
      { "data-quantity": step.quantity, "data-goes-on": goesOn || null },
      go,
      lhs,
      this.terms,
    );
  }

  #terms() {
    /** @type {HTMLElement[]} */
    const terms = [];
    /** @type {HTMLElement[]} */
    let signs = [h("span", { class: "sign" }, "=")];
    for (const item of items(this.step.tree, true)) {
      if (item.type === "matrix") {
        terms.push(this.#term(signs, item.node, ""));
        signs = [];
      } else if (signs.length === 0 && isClosing(item)) {
        terms.at(-1)?.querySelector(".forward")?.append(sign(item));
      } else signs.push(sign(item));
    }
    const last = terms.at(-1)?.querySelector(".forward");
    if (last) last.append(...signs);
    else terms.push(h("div", { class: "term" }, h("div", { class: "forward" }, ...signs)));
    return terms;
  }

  /** Inputs of which this equation shows another form only, such as the transpose: here they can be edited. */
  #given() {
    const { view, symbols, t } = this.context;
    const hidden = namesIn(this.step.tree).filter((name) => view.isInput(name) && !this.seen.has(name));
    return hidden.map((name, k) => {
      const word = h("span", { class: "where" }, t(k === 0 ? "overview.where" : "overview.and"));
      return this.#term([word], leafOf("value", name, view, symbols), "given");
    });
  }

  /**
   * @param {HTMLElement[]} signs
   * @param {Tree} node
   * @param {string} side
   */
  #term(signs, node, side) {
    const { context, seen } = this;
    const name = node.name ?? "";
    const first = name !== "" && !seen.has(name) && (side !== "" || context.view.isInput(name));
    const kept = place(
      node,
      name || `#${this.step.index}.${this.placed.length}`,
      !first && name !== "",
      context,
    );
    if (!first && kept.it.isQuantity) kept.matrix.toggleAttribute("data-repeat", true);
    this.placed.push(kept);
    if (first) seen.add(name);
    const gradient = first && context.view.trace.gradients[name] ? this.#gradient(name) : null;
    const block = (/** @type {Placed} */ p) => ({ rows: p.it.node.shape[0], chars: p.it.node.shape[1] });
    this.band.columns.push({ value: block(kept), gradient: gradient && block(gradient) });
    return h(
      "div",
      { class: `term ${side}` },
      h("div", { class: "forward" }, ...signs, kept.matrix),
      h("div", { class: "backward" }, gradient?.matrix),
    );
  }

  /** @param {string} name */
  #gradient(name) {
    const { context } = this;
    const placed = place(leafOf("gradient", name, context.view, context.symbols), name, false, context);
    this.placed.push(placed);
    return placed;
  }
}

/** @param {Item} item  what belongs to the matrix before it */
function isClosing({ type }) {
  return type === "close" || type === "transpose" || type === "power" || type === "index";
}
