/** A matrix: a real table with its symbol above and its shape below. */
import { emit } from "../../events.js";
import { keyOf } from "../../lib/cell.js";
import { MOST_SEEN } from "../../lib/fit.js";
import { center, h, isWithin, setAttribute, setText, slide } from "../dom.js";
import { Editing } from "./editing.js";
import { shapeNode, symbolNode } from "./labels.js";
import { listenToTable } from "./table-events.js";

/**
 * @import {Face, Ref} from "../../types.js"
 * @import {GsPicture} from "./picture.js"
 * @import {CellEvent, Spec} from "./spec.js"
 */

export class GsMatrix extends HTMLElement {
  /** @type {Spec} */
  spec = /** @type {Spec} */ ({});
  /** @type {HTMLTableCellElement[]} */
  cells = [];
  /** @type {string[]} */
  keys = [];
  /** @type {Face[]} */
  shown = [];
  editing = new Editing(this);
  /** The cells that are lit. @type {number[]} */
  #marked = [];
  /** Those for which it was scrolled last. */
  #revealed = "";
  /** Whether it scrolls inside itself on the bench, as it was measured when the bench was fitted. @type {boolean | null} */
  #scrolls = null;
  /** @type {GsPicture | null} */
  picture = null;

  /**
   * @param {Spec} spec
   * @param {Face[]} faces
   * @param {number} chars
   */
  draw(spec, faces, chars) {
    this.spec = spec;
    this.dataset.kind = spec.kind;
    setAttribute(this, "data-repeat", spec.repeat);
    setAttribute(this, "data-editable", spec.editable);
    const table = h("table", { "aria-label": spec.name }, this.#body());
    setAttribute(this, "data-long", Math.max(...spec.shape) > MOST_SEEN);
    const inside = h("div", { class: "scroll" }, table);
    this.replaceChildren(symbolNode(spec), h("div", { class: "frame" }, inside), shapeNode(spec));
    this.show(faces, chars, false);
    if (this.cells[0]) this.cells[0].tabIndex = 0;
    listenToTable(this, table);
  }

  #body() {
    const [rows, columns] = this.spec.shape;
    const body = h("tbody");
    this.cells = [];
    this.keys = [];
    for (let i = 0; i < rows; i++) {
      const row = body.insertRow();
      for (let j = 0; j < columns; j++) {
        const cell = row.insertCell();
        cell.tabIndex = -1;
        this.cells.push(cell);
        this.keys.push(keyOf(this.spec.refAt(i, j)));
      }
    }
    return body;
  }

  /**
   * Shows a picture of the numbers in place of the table, which stays within reach.
   * @param {GsPicture} picture
   */
  depict(picture) {
    this.picture = picture;
    this.toggleAttribute("data-picture", true);
    this.querySelector(".frame")?.prepend(picture);
    this.append(picture.toggle);
  }

  /**
   * Writes only the cells that changed.
   * @param {Face[]} faces
   * @param {number} chars
   * @param {boolean} flash
   */
  show(faces, chars, flash) {
    this.style.setProperty("--chars", String(chars));
    this.#scrolls = null;
    const isEmpty = this.hasAttribute("data-empty");
    faces.forEach((face, k) => {
      const before = this.shown[k];
      const cell = this.cells[k];
      if (
        before &&
        before.text === face.text &&
        before.shade.sign === face.shade.sign &&
        before.shade.level === face.shade.level
      )
        return;
      if (!this.editing.fills(cell)) setText(cell, isEmpty ? "" : face.text);
      setAttribute(cell, "data-sign", face.shade.sign);
      setAttribute(cell, "data-level", face.shade.level);
      if (flash && !isEmpty && before?.text !== face.text) setAttribute(cell, "data-changed", true);
    });
    this.shown = faces;
  }

  /** @param {boolean} empty  not computed yet */
  set empty(empty) {
    if (this.hasAttribute("data-empty") === empty) return;
    setAttribute(this, "data-empty", empty);
    this.cells.forEach((cell, k) => {
      setText(cell, empty ? "" : this.shown[k].text);
    });
  }

  /**
   * @param {Set<string>} keys  of the cells that are read
   * @param {string | null} subject  key of the cell that is explained
   */
  light(keys, subject) {
    this.#marked = this.keys.flatMap((key, k) => (keys.has(key) || key === subject ? [k] : []));
    this.keys.forEach((key, k) => {
      setAttribute(this.cells[k], "data-lit", keys.has(key));
      setAttribute(this.cells[k], "data-subject", key === subject);
    });
    this.picture?.light(this.keys, keys, subject);
  }

  /**
   * A matrix that scrolls inside itself shows one at least of the cells that are lit.
   * @param {boolean} [again]  though they were shown before: the matrix was fitted anew
   */
  reveal(again = false) {
    const marked = this.#marked.join();
    if (marked === "" || (marked === this.#revealed && !again)) return;
    this.#revealed = marked;
    const box = this.querySelector(".scroll");
    if (!box || !this.#isScrolled(box, again)) return;
    const cells = this.#marked.map((k) => this.cells[k]);
    if (!cells.some((cell) => isWithin(cell, box))) center(cells[0], box);
  }

  /**
   * To measure is to lay out the whole page: it is not done for each cell that is pointed at.
   * @param {Element} box
   * @param {boolean} again
   */
  #isScrolled(box, again) {
    if (this.dataset.long === undefined && !this.closest("gs-bench")) return false;
    const measured = this.dataset.long === undefined && !again ? this.#scrolls : null;
    this.#scrolls = measured ?? (box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight);
    return this.#scrolls;
  }

  /**
   * @param {HTMLTableCellElement} cell
   * @returns {{i: number, j: number}}
   */
  placeOf(cell) {
    return this.#placeAt(this.cells.indexOf(cell));
  }

  /**
   * @param {string} key
   * @returns {{i: number, j: number} | null}
   */
  placeOfKey(key) {
    const k = this.keys.indexOf(key);
    return k < 0 ? null : this.#placeAt(k);
  }

  /** @param {number} k  row by row */
  #placeAt(k) {
    const columns = this.spec.shape[1];
    return { i: Math.floor(k / columns), j: k % columns };
  }

  /**
   * @param {HTMLTableCellElement} cell
   * @param {CellEvent} name  of the event
   * @param {{again?: boolean}} [more]
   */
  tell(cell, name, more = {}) {
    const { i, j } = this.placeOf(cell);
    const { corner } = this.spec;
    const drawn = {
      ref: this.spec.refAt(i, j),
      node: this.spec.node,
      i: i + (corner?.i ?? 0),
      j: j + (corner?.j ?? 0),
      computed: !this.hasAttribute("data-empty"),
    };
    if (name === "gs-copy") emit(this, name, { ...drawn, written: this.spec.written?.() ?? null });
    else emit(this, name, { ...drawn, ...more });
  }

  /**
   * @param {number} i
   * @param {number} j
   * @returns {HTMLTableCellElement | null} null where the matrix ends
   */
  focusCell(i, j) {
    const [rows, columns] = this.spec.shape;
    if (i < 0 || j < 0 || i >= rows || j >= columns) {
      this.spec.beyond?.(i, j);
      return null;
    }
    const cell = this.cells[i * columns + j];
    cell.focus();
    return cell;
  }

  /** The cell to which Tab leads. @param {HTMLTableCellElement} cell */
  rove(cell) {
    for (const other of this.cells) if (other.tabIndex === 0 && other !== cell) other.tabIndex = -1;
    cell.tabIndex = 0;
  }

  /**
   * @param {Ref} ref
   * @param {string} message
   * @param {string} [text]
   */
  refuse(ref, message, text) {
    this.editing.refuse(ref, message, text);
  }

  accept() {
    this.editing.accept();
  }

  /**
   * @param {number} k
   * @param {string} transform
   */
  move(k, transform) {
    slide(this.cells[k], transform);
  }
}

customElements.define("gs-matrix", GsMatrix);
