/** A matrix: a real table with its symbol above and its shape below. */
import { MOST_SEEN } from "../lib/fit.js";
import { emit, h, mayMove, setAttribute, setText } from "./dom.js";
import { CellEditor } from "./editor.js";
import { inlineNode, sizeNode } from "./math.js";

/**
 * @typedef {import("../types.js").Face} Face
 * @typedef {import("../types.js").Ref} Ref
 *
 * @typedef {object} Spec
 * @property {string} symbol      MathML
 * @property {string} name        "z, 4 × 1"
 * @property {"value" | "gradient" | "mask"} kind
 * @property {[number, number]} shape
 * @property {string[]} sizes
 * @property {Record<string, string>} sizeSymbols
 * @property {(i: number, j: number) => Ref} refAt  which cell stands at row i, column j
 * @property {import("../types.js").Tree | null} node  where the matrix is no quantity: what it is
 * @property {boolean} repeat     stands elsewhere already
 * @property {boolean} editable
 * @property {(i: number, j: number) => string} cellLabel  what an input for the cell is called
 * @property {{i: number, j: number}} [corner]  where a part of a large matrix begins in it
 * @property {(i: number, j: number) => void} [beyond]  told when the focus would leave that part
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
  /** @type {CellEditor | null} */
  editor = null;
  /** @type {import("./picture.js").GsPicture | null} */
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
    const symbol = h("div", { class: "symbol", "aria-hidden": "true" }, inlineNode(spec.symbol));
    const isLong = Math.max(...spec.shape) > MOST_SEEN;
    const inner = isLong ? h("div", { class: "scroll" }, table) : table;
    this.replaceChildren(symbol, h("div", { class: "frame" }, inner), shapeNode(spec));
    this.show(faces, chars, false);
    if (this.cells[0]) this.cells[0].tabIndex = 0;
    this.#listen(table);
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
        const ref = this.spec.refAt(i, j);
        this.keys.push(`${ref.kind}:${ref.name}:${ref.i}:${ref.j}`);
      }
    }
    return body;
  }

  /**
   * Shows a picture of the numbers in place of the table, which stays within reach.
   * @param {import("./picture.js").GsPicture} picture
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
      if (!this.editor?.input || this.editor.cell !== cell) setText(cell, face.text);
      setAttribute(cell, "data-sign", face.shade.sign);
      setAttribute(cell, "data-level", face.shade.level);
      if (flash && before?.text !== face.text) setAttribute(cell, "data-changed", true);
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
    this.keys.forEach((key, k) => {
      setAttribute(this.cells[k], "data-lit", keys.has(key));
      setAttribute(this.cells[k], "data-subject", key === subject);
    });
    this.picture?.light(this.keys, keys, subject);
  }

  /**
   * @param {HTMLTableCellElement} cell
   * @returns {{i: number, j: number}}
   */
  placeOf(cell) {
    const k = this.cells.indexOf(cell);
    const columns = this.spec.shape[1];
    return { i: Math.floor(k / columns), j: k % columns };
  }

  /**
   * @param {string} key
   * @returns {{i: number, j: number} | null}
   */
  placeOfKey(key) {
    const k = this.keys.indexOf(key);
    const columns = this.spec.shape[1];
    return k < 0 ? null : { i: Math.floor(k / columns), j: k % columns };
  }

  /**
   * @param {HTMLTableCellElement} cell
   * @param {string} name  of the event
   * @param {object} [more]
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
      ...more,
    };
    emit(this, name, drawn);
  }

  /** @param {HTMLTableElement} table */
  #listen(table) {
    const on = (
      /** @type {string} */ type,
      /** @type {(cell: HTMLTableCellElement, event: any) => void} */ act,
    ) =>
      table.addEventListener(type, (event) => {
        const cell = event.target instanceof Element ? event.target.closest("td") : null;
        if (cell) act(cell, event);
      });
    on("pointerover", (cell) => this.tell(cell, "gs-hover"));
    table.addEventListener("pointerleave", () => emit(this, "gs-leave"));
    on("focusin", (cell) => {
      this.#rove(cell);
      this.tell(cell, "gs-hover");
    });
    table.addEventListener("focusout", () => emit(this, "gs-leave"));
    on("click", (cell, event) => this.#click(cell, event));
    on("keydown", (cell, event) => this.#key(cell, event));
    on("pointerdown", (cell, event) => this.spec.editable && this.#edits(cell).grab(event));
    on("paste", (cell, event) => this.#paste(cell, event));
    on("copy", (cell, event) => this.#copy(cell, event));
  }

  /** @param {HTMLTableCellElement} cell */
  #edits(cell) {
    if (this.editor?.cell === cell) return this.editor;
    this.editor?.close();
    this.editor = new CellEditor(this, cell);
    return this.editor;
  }

  /**
   * @param {HTMLTableCellElement} cell
   * @param {MouseEvent} event
   */
  #click(cell, event) {
    if (event.target instanceof HTMLInputElement || this.editor?.scrubbed) return;
    cell.focus({ preventScroll: true });
    this.tell(cell, "gs-pin");
    if (this.spec.editable) this.#edits(cell).open();
  }

  /**
   * @param {HTMLTableCellElement} cell
   * @param {KeyboardEvent} event
   */
  #key(cell, event) {
    if (event.target instanceof HTMLInputElement) return;
    const { i, j } = this.placeOf(cell);
    const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (step && plain) {
      event.preventDefault();
      event.stopPropagation();
      this.focusCell(i + step[0], j + step[1]);
    } else if (event.key === "Enter" || event.key === "F2") {
      event.preventDefault();
      this.tell(cell, "gs-pin", { again: !this.spec.editable });
      if (this.spec.editable) this.#edits(cell).open();
    } else if (this.spec.editable && plain && /^[-−.\d]$/.test(event.key)) {
      event.preventDefault();
      this.#edits(cell).open(event.key);
    }
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

  /**
   * Goes on to the next cell, row by row, and edits it.
   * @param {HTMLTableCellElement} cell
   * @param {number} by
   */
  editNext(cell, by) {
    const next = this.cells[this.cells.indexOf(cell) + by];
    if (!next) return false;
    next.focus();
    this.#edits(next).open();
    return true;
  }

  /** @param {HTMLTableCellElement} cell */
  #rove(cell) {
    for (const other of this.cells) if (other.tabIndex === 0 && other !== cell) other.tabIndex = -1;
    cell.tabIndex = 0;
  }

  /**
   * @param {HTMLTableCellElement} cell
   * @param {ClipboardEvent} event
   */
  #paste(cell, event) {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    const several = /[\s,;\]]/.test(text.trim());
    if (!this.spec.editable || (event.target instanceof HTMLInputElement && !several)) return;
    event.preventDefault();
    this.editor?.close();
    const { i, j } = this.placeOf(cell);
    emit(this, "gs-paste", { ref: this.spec.refAt(i, j), text });
  }

  /**
   * @param {HTMLTableCellElement} cell
   * @param {ClipboardEvent} event
   */
  #copy(cell, event) {
    if (event.target instanceof HTMLInputElement || !getSelection()?.isCollapsed) return;
    event.preventDefault();
    this.tell(cell, "gs-copy");
  }

  /**
   * Marks a cell whose text was refused, and keeps the text.
   * @param {Ref} ref
   * @param {string} message
   * @param {string} [text]
   */
  refuse(ref, message, text) {
    const k = this.keys.indexOf(`${ref.kind}:${ref.name}:${ref.i}:${ref.j}`);
    if (k < 0) return;
    const editor = this.#edits(this.cells[k]);
    if (!editor.input) editor.open(text);
    editor.refuse(message);
  }

  /** What was refused is settled: a field that nobody is in any more goes. */
  accept() {
    const { editor } = this;
    editor?.accept();
    if (editor?.input && editor.input !== document.activeElement) editor.close();
  }

  /**
   * @param {number} k
   * @param {string} transform
   */
  move(k, transform) {
    if (!mayMove()) return;
    this.cells[k].animate(
      [
        { transform, transformOrigin: "0 0" },
        { transform: "none", transformOrigin: "0 0" },
      ],
      {
        duration: 700,
        easing: "cubic-bezier(.4, 0, .2, 1)",
      },
    );
  }
}

/**
 * The shape in numbers and in letters.
 * @param {Spec} spec
 */
export function shapeNode({ shape, sizes, sizeSymbols }) {
  const side = (/** @type {string} */ size) => sizeNode(size, sizeSymbols);
  const letters = h("span", { class: "letters" }, side(sizes[0]), "×", side(sizes[1]));
  return h("div", { class: "shape", "aria-hidden": "true" }, h("b", {}, shape.join("×")), " ", letters);
}

customElements.define("gs-matrix", GsMatrix);
