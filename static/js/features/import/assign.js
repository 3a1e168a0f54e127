/** Which array of a file goes to which input: a row an input, with what becomes of its shape. */

import { h, setText } from "../../elements/dom.js";
import { proseNodes } from "../../elements/formula/prose.js";
import { sync } from "../../elements/sync.js";
import { emit } from "../../events.js";
import { isSameShape, shapeText } from "../../lib/shapes.js";

/**
 * @import {Found} from "../../lib/tables.js"
 * @import {Translate} from "../../types.js"
 */

/**
 * @typedef {{name: string, symbol: string, shape: [number, number]}} Target
 * @typedef {{array: string, transposed: boolean}} Choice
 */

export class GsAssign extends HTMLElement {
  /** @type {Map<string, {select: HTMLSelectElement, turn: HTMLInputElement, note: HTMLElement}>} */
  rows = new Map();

  /**
   * @param {Target[]} targets
   * @param {Found[]} found
   * @param {Record<string, Choice>} assignment
   * @param {Translate} t
   */
  build(targets, found, assignment, t) {
    this.rows = new Map();
    const rows = targets.map((target) => this.#row(target, found, assignment[target.name], t));
    const head = ["equations.name", "import.array", "import.turn", "import.effect"].map((key) =>
      h("th", { scope: "col" }, t(key)),
    );
    const table = h(
      "table",
      { class: "facts assign" },
      h("thead", {}, h("tr", {}, ...head)),
      h("tbody", {}, ...rows),
    );
    sync(this, table);
    this.#tell();
  }

  /** @returns {Record<string, Choice>} what is chosen */
  get choices() {
    const chosen = [...this.rows].filter(([, { select }]) => select.value !== "");
    return Object.fromEntries(
      chosen.map(([name, { select, turn }]) => [name, { array: select.value, transposed: turn.checked }]),
    );
  }

  /** @param {Record<string, string>} notes  what becomes of each input */
  annotate(notes) {
    for (const [name, { note }] of this.rows) setText(note, notes[name] ?? "");
  }

  #tell() {
    emit(this, "gs-assigned");
  }

  /**
   * @param {Target} target
   * @param {Found[]} found
   * @param {Choice | undefined} choice
   * @param {Translate} t
   */
  #row({ name, symbol, shape }, found, choice, t) {
    const select = h("select", {
      "aria-label": t("import.array-for", { name: symbol }),
      autocomplete: "off",
    });
    select.append(h("option", { value: "" }, t("import.none")));
    for (const array of found)
      select.append(h("option", { value: array.name }, `${array.name} · ${shapeText(array.shape)}`));
    select.value = choice?.array ?? "";
    const turn = h("input", { type: "checkbox", "aria-label": t("import.turn-for", { name: symbol }) });
    turn.checked = choice?.transposed ?? false;
    const note = h("td", { class: "effect" });
    const shapeOf = () => found.find((array) => array.name === select.value)?.shape;
    const settle = () => {
      turn.disabled = select.value === "";
      if (turn.disabled) turn.checked = false;
    };
    select.addEventListener("change", () => {
      const chosen = shapeOf();
      turn.checked =
        chosen !== undefined && !isSameShape(chosen, shape) && isSameShape([chosen[1], chosen[0]], shape);
      settle();
      this.#tell();
    });
    turn.addEventListener("change", () => this.#tell());
    settle();
    this.rows.set(name, { select, turn, note });
    const label = h(
      "th",
      { scope: "row" },
      ...proseNodes(symbol),
      " ",
      h("span", { class: "now" }, shapeText(shape)),
    );
    const turned = h(
      "label",
      {},
      turn,
      h("span", { class: "turn", "aria-hidden": "true" }, t("import.turn")),
    );
    return h("tr", {}, label, h("td", {}, select), h("td", {}, turned), note);
  }
}

customElements.define("gs-assign", GsAssign);
