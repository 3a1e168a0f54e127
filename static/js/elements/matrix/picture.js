/** A column of numbers as the picture that it is: one small square a cell, with the same colours and the same questions. */

import { emit } from "../../events.js";
import { shade } from "../../lib/shade.js";
import { h, setAttribute } from "../dom.js";

/**
 * @import {Kind, Translate} from "../../types.js"
 * @import {Table} from "./spec.js"
 */

export class GsPicture extends HTMLElement {
  /** @type {HTMLElement[]} */
  pixels = [];
  toggle;

  /**
   * @param {Table} matrix  whose cells are drawn, row by row
   * @param {Kind} kind  values in grey, gradients in their two colours
   * @param {[number, number]} shape
   * @param {Translate} t
   */
  constructor(matrix, kind, [rows, columns], t) {
    super();
    this.dataset.picture = kind;
    this.setAttribute("role", "img");
    this.setAttribute("aria-label", t("large.picture", { name: matrix.spec.name, rows, columns }));
    this.style.setProperty("--columns", String(columns));
    this.pixels = Array.from({ length: rows * columns }, () => h("i"));
    this.append(...this.pixels);
    this.toggle = this.#toggle(matrix, t);
    this.#listen(matrix);
  }

  /**
   * @param {Table} matrix
   * @param {Translate} t
   */
  #toggle(matrix, t) {
    const button = h(
      "button",
      { type: "button", class: "as-numbers", "aria-pressed": "false" },
      t("large.numbers"),
    );
    button.addEventListener("click", () => {
      const asPicture = matrix.toggleAttribute("data-picture");
      setAttribute(button, "aria-pressed", String(!asPicture));
    });
    return button;
  }

  /** A pixel is its cell. @param {Table} matrix */
  #listen(matrix) {
    const on = (/** @type {string} */ type, /** @type {(cell: HTMLTableCellElement) => void} */ act) =>
      this.addEventListener(type, (event) => {
        const k = this.pixels.indexOf(/** @type {HTMLElement} */ (event.target));
        if (k >= 0 && matrix.cells[k]) act(matrix.cells[k]);
      });
    on("pointerover", (cell) => matrix.tell(cell, "gs-hover"));
    on("click", (cell) => matrix.tell(cell, "gs-pin"));
    this.addEventListener("pointerleave", () => emit(this, "gs-leave"));
  }

  /**
   * A picture has a scale of its own.
   * @param {number[]} numbers
   */
  show(numbers) {
    const max = numbers.reduce((most, value) => Math.max(most, Math.abs(value) || 0), 0);
    this.pixels.forEach((pixel, k) => {
      const { sign, level } = shade(numbers[k], max);
      setAttribute(pixel, "data-sign", sign);
      setAttribute(pixel, "data-level", level);
    });
  }

  /**
   * @param {string[]} own  keys of the cells
   * @param {Set<string>} keys
   * @param {string | null} subject
   */
  light(own, keys, subject) {
    own.forEach((key, k) => {
      setAttribute(this.pixels[k], "data-lit", keys.has(key));
      setAttribute(this.pixels[k], "data-subject", key === subject);
    });
  }
}

customElements.define("gs-picture", GsPicture);
