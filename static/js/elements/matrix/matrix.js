/** A matrix: a real table with its symbol above and its shape below. */
import { emit } from "../../events.js";
import { keyOf } from "../../lib/cell.js";
import { MOST_SEEN } from "../../lib/fit.js";
import { h, setAttribute, setText, slide } from "../dom.js";
import { Editing } from "./editing.js";
import { shapeNode, symbolNode } from "./labels.js";
import { Scrolling } from "./scrolling.js";
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
  /** @type {Scrolling | null} */
  #scrolling = null;
  /** @type {GsPicture | null} */
  picture = null;

  connectedCallback() {
    this.#scrolling?.watch();
  }

  disconnectedCallback() {
    this.#scrolling?.unwatch();
  }

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
    this.#scrolling?.unwatch();
    this.#scrolling = new Scrolling(inside, table, spec.shape);
    if (this.isConnected) this.#scrolling.watch();
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
    /** @type {{i: number, j: number}[]} */
    const marked = [];
    this.keys.forEach((key, k) => {
      setAttribute(this.cells[k], "data-lit", keys.has(key));
      setAttribute(this.cells[k], "data-subject", key === subject);
      if (keys.has(key) || key === subject) marked.push(this.#placeAt(k));
    });
    this.#scrolling?.show(marked);
    this.picture?.light(this.keys, keys, subject);
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
