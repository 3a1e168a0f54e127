/** The editor of the equations: the text, what is wrong with it, and what its inputs will be. */

import { find, h, setAttribute } from "../../elements/dom.js";
import { sizeNode } from "../../elements/formula/math.js";
import { stepper } from "../../elements/stepper.js";
import { sync } from "../../elements/sync.js";
import { emit, on } from "../../events.js";
import { isSameShape, shapeText } from "../../lib/shapes.js";
import { namesOf, rangeOf } from "../../lib/typed.js";
import { GsCode } from "./code.js";
import { GsPalette } from "./palette.js";

/**
 * @import {Shapes} from "../../lib/shapes.js"
 * @import {Translate, WireError} from "../../types.js"
 * @import {ProgramResponse as Checked} from "../../wire.js"
 */

/**
 * @typedef {{name: string, shape: [number, number], sizes: [string, string]}} Sized
 */

export class GsEquations extends HTMLElement {
  /** Of all names, when the text was last right. @type {Map<string, Sized>} */
  sized = new Map();
  /** MathML of the letters of sizes. @type {Record<string, string>} */
  symbols = {};
  /** @type {Translate} */
  t = (key) => key;

  /** Of the letters that nothing decides. @type {Record<string, number>} */
  sizes = {};
  /** @type {Map<string, ReturnType<typeof stepper>>} */
  #steppers = new Map();

  /** @param {Translate} t */
  build(t) {
    this.t = t;
    this.code = find(this, "gs-code", GsCode);
    this.verdict = find(this, ".verdict", HTMLElement);
    this.inputs = find(this, ".inputs", HTMLElement);
    this.open = find(this, ".open-sizes", HTMLElement);
    this.palette = find(this, "gs-palette", GsPalette);
    on(this, "gs-insert", ({ text }) => this.code?.insert(text));
    on(this, "gs-typed", () => this.#annotate(true));
    for (const button of this.querySelectorAll("[data-travel]")) {
      const way = /** @type {"undo" | "redo"} */ (/** @type {HTMLElement} */ (button).dataset.travel);
      button.addEventListener("click", () => this.code?.travel(way));
    }
  }

  get text() {
    return this.code?.text ?? "";
  }

  /** @param {string} text */
  start(text) {
    this.sized = new Map();
    this.code?.start(text);
    this.code?.mark(null);
    this.#annotate(true);
  }

  /**
   * @param {Checked} checked
   * @param {Shapes} present  of the numbers that are there
   * @param {Set<string>} kept
   * @param {Record<string, number>} asked  sizes that were chosen here
   */
  accept(checked, present, kept, asked) {
    this.symbols = checked.size_symbols;
    this.sized = new Map([...checked.inputs, ...checked.quantities].map((it) => [it.name, it]));
    this.code?.mark(null);
    this.#annotate(false);
    const text = this.t("equations.good", { steps: checked.steps.length, loss: checked.loss });
    this.#say("good", h("p", {}, text));
    const rows = checked.inputs.map((it) => this.#input(it, present[it.name], kept.has(it.name)));
    this.inputs?.replaceChildren(...rows);
    const letters = Object.keys(checked.sizes).filter(
      (label) => checked.open.includes(label) || label in asked,
    );
    this.#ask(letters, checked.sizes);
  }

  /** @param {WireError} error */
  refuse(error) {
    this.code?.mark(error);
    this.#annotate(true);
    const { line, message, hint, params } = error;
    const place = line ? h("strong", {}, this.t("equations.line", { line })) : null;
    const range = rangeOf(this.text, error);
    const wrong = h("p", {}, place, place && " ", message, hint ? ` ${hint}` : null);
    const word = params?.suggestion;
    if (!word || !range) return this.#say("wrong", wrong);
    const button = h("button", { type: "button", class: "mend" }, this.t("equations.mend", { word }));
    button.addEventListener("click", () => {
      const text = this.text;
      const at = range.from + word.length;
      this.code?.replace({ text: text.slice(0, range.from) + word + text.slice(range.to), from: at, to: at });
    });
    this.#say("wrong", wrong, button);
  }

  /** @param {string} text */
  say(text) {
    this.#say("away", h("p", {}, text));
  }

  /**
   * @param {string} kind
   * @param {...Node} nodes
   */
  #say(kind, ...nodes) {
    if (!this.verdict) return;
    const text = nodes.map((node) => node.textContent).join();
    setAttribute(this.verdict, "data-kind", kind);
    if (this.verdict.textContent !== text || kind === "wrong") sync(this.verdict, ...nodes);
  }

  /**
   * The shape of every name beside its line; pale where the text has changed since.
   * @param {boolean} isOld
   */
  #annotate(isOld) {
    const notes = namesOf(this.text).map((name) => {
      const it = this.sized.get(name);
      return h(
        "span",
        { "data-old": isOld },
        it ? name : null,
        it ? " " : null,
        ...(it ? shapeNodes(it, this.symbols) : []),
      );
    });
    this.code?.annotate(notes);
  }

  /**
   * @param {Sized & {target: boolean}} it
   * @param {[number, number] | undefined} before
   * @param {boolean} isKept
   */
  #input(it, before, isKept) {
    const was = before && !isSameShape(before, it.shape) ? shapeText(before) : "";
    const text = isKept
      ? this.t("equations.kept")
      : this.t(was ? "equations.redrawn" : "equations.drawn", { was });
    return h(
      "tr",
      { "data-kept": isKept },
      h("th", { scope: "row" }, it.name),
      h("td", {}, ...shapeNodes(it, this.symbols)),
      h("td", {}, text, it.target ? ` · ${this.t("equations.target")}` : null),
    );
  }

  /**
   * @param {string[]} letters
   * @param {Record<string, number>} sizes
   */
  #ask(letters, sizes) {
    if (!this.open) return;
    this.open.hidden = letters.length === 0;
    this.sizes = sizes;
    if ([...this.#steppers.keys()].join() !== letters.join()) {
      const act = (/** @type {string} */ label, /** @type {number} */ by) =>
        emit(this, "gs-size", { label, by });
      const made = letters.map((label) => {
        const symbol = h("span", { class: "letter" }, sizeNode(label, this.symbols));
        return /** @type {const} */ ([label, stepper({ label, size: sizes[label], symbol }, act, this.t)]);
      });
      this.#steppers = new Map(made);
      sync(find(this.open, ".steppers", HTMLElement), ...made.map(([, { group }]) => group));
    }
    for (const [label, { show }] of this.#steppers) show(sizes[label]);
  }
}

/**
 * "4×3 D_h×D_x" with its letters as symbols.
 * @param {Sized} it
 * @param {Record<string, string>} symbols  of the letters
 */
export function shapeNodes({ shape, sizes }, symbols) {
  const letters = sizes.every((size) => /^\d+$/.test(size));
  const nodes = [h("b", {}, shapeText(shape))];
  if (letters) return nodes;
  const side = (/** @type {string} */ size) => sizeNode(size, symbols);
  return [...nodes, " ", h("span", { class: "letter" }, side(sizes[0]), "×", side(sizes[1]))];
}

customElements.define("gs-equations", GsEquations);
