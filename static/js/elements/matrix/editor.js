/** Edits one cell of a matrix in place: typing, arrow keys, and dragging. */
import { emit } from "../../events.js";
import { formatFull, readNumber } from "../../lib/format.js";
import { showBeside } from "../beside.js";
import { h, setAttribute } from "../dom.js";

/** @import {Table} from "./spec.js" */

/**
 * @typedef {object} Others  who knows the editors of the other cells
 * @property {(cell: HTMLTableCellElement, by: number) => boolean} next  goes on to the cell so many further, if there is one
 * @property {(editor: CellEditor) => void} closed
 */

const STEP = 0.1;
const PIXELS_A_STEP = 6;
const DEAD_ZONE = 4;

/** @param {{shiftKey: boolean, altKey: boolean}} event */
function stepOf({ shiftKey, altKey }) {
  if (shiftKey) return 10 * STEP;
  return altKey ? STEP / 10 : STEP;
}

/** @param {number} value */
function tidy(value) {
  return Math.round(value * 1e10) / 1e10;
}

export class CellEditor {
  /** @type {HTMLInputElement | null} */
  input = null;
  /** @type {HTMLElement | null} */
  message = null;
  scrubbed = false;
  cancelled = false;
  matrix;
  cell;
  #others;

  /**
   * @param {Table} matrix
   * @param {HTMLTableCellElement} cell
   * @param {Others} others
   */
  constructor(matrix, cell, others) {
    this.matrix = matrix;
    this.cell = cell;
    this.#others = others;
  }

  get ref() {
    const { i, j } = this.matrix.placeOf(this.cell);
    return this.matrix.spec.refAt(i, j);
  }

  /** @param {string} [typed]  what replaces the number at once */
  open(typed) {
    if (this.input) return;
    const { i, j } = this.matrix.placeOf(this.cell);
    const value = this.#current();
    const input = h("input", {
      type: "text",
      inputmode: "decimal",
      autocomplete: "off",
      spellcheck: "false",
      "aria-label": this.matrix.spec.cellLabel(i, j),
    });
    input.value = typed ?? formatFull(value);
    this.input = input;
    this.cell.replaceChildren(input);
    input.addEventListener("input", () => this.#send(true));
    input.addEventListener("keydown", (event) => this.#key(event));
    input.addEventListener("blur", () => this.#blur());
    input.focus({ preventScroll: true });
    if (typed === undefined) input.select();
    else this.#send(true);
  }

  /** The number that the cell has now, all its digits. */
  #current() {
    const detail = { ref: this.ref, value: Number.NaN };
    emit(this.matrix, "gs-ask", detail);
    return detail.value;
  }

  /**
   * @param {boolean} live  more is to come
   * @returns {boolean} whether it is a number
   */
  #send(live) {
    const text = this.input?.value ?? "";
    const value = readNumber(text);
    if (!Number.isFinite(value)) {
      if (!live) emit(this.matrix, "gs-bad", { ref: this.ref, text });
      return false;
    }
    emit(this.matrix, "gs-edit", { ref: this.ref, value, live, text });
    return true;
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    event.stopPropagation();
    const sign = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (sign) this.#nudge(sign * stepOf(event), event);
    else if (event.key === "Enter") this.#enter(event);
    else if (event.key === "Tab") this.#tab(event);
    else if (event.key === "Escape") this.#cancel();
  }

  /**
   * @param {number} by
   * @param {KeyboardEvent} event
   */
  #nudge(by, event) {
    event.preventDefault();
    if (!this.input) return;
    const value = readNumber(this.input.value);
    this.input.value = formatFull(tidy((Number.isFinite(value) ? value : 0) + by));
    this.#send(true);
  }

  /** @param {KeyboardEvent} event */
  #enter(event) {
    event.preventDefault();
    if (!this.#send(false)) return;
    this.close();
    this.cell.focus();
  }

  /**
   * On to the next cell; after the last one, and from a cell that is refused, wherever Tab leads.
   * @param {KeyboardEvent} event
   */
  #tab(event) {
    if (!this.#send(false)) return;
    this.close();
    if (this.#others.next(this.cell, event.shiftKey ? -1 : 1)) event.preventDefault();
    else this.cell.focus();
  }

  #cancel() {
    this.cancelled = true;
    this.close();
    this.cell.focus();
    emit(this.matrix, "gs-cancel", { ref: this.ref });
  }

  #blur() {
    if (!this.input || this.cancelled) return;
    if (this.#send(false) && !this.input?.hasAttribute("aria-invalid")) this.close();
  }

  close() {
    const { input } = this;
    this.input = null;
    this.message?.remove();
    this.message = null;
    this.#others.closed(this);
    if (!input) return;
    const k = this.matrix.cells.indexOf(this.cell);
    input.remove();
    this.cell.textContent = this.matrix.shown[k].text;
  }

  /** @param {string} message */
  refuse(message) {
    if (!this.input) return;
    this.message ??= this.matrix.appendChild(h("p", { class: "refusal", id: "refusal", popover: "manual" }));
    this.message.textContent = message;
    if (!this.message.matches(":popover-open")) showBeside(this.message, this.cell);
    setAttribute(this.input, "aria-invalid", "true");
    setAttribute(this.input, "aria-describedby", "refusal");
  }

  accept() {
    this.message?.remove();
    this.message = null;
    if (!this.input) return;
    setAttribute(this.input, "aria-invalid", null);
    setAttribute(this.input, "aria-describedby", null);
  }

  /**
   * Dragging sideways changes the number.
   * @param {PointerEvent} down
   */
  grab(down) {
    this.scrubbed = false;
    if (this.input || down.button !== 0) return;
    const start = { x: down.clientX, value: this.#current() };
    const { cell } = this;
    let last = start.value;
    const move = (/** @type {PointerEvent} */ event) => {
      const dx = event.clientX - start.x;
      if (!this.scrubbed && Math.abs(dx) < DEAD_ZONE) return;
      if (!this.scrubbed) cell.setPointerCapture(event.pointerId);
      this.scrubbed = true;
      const value = tidy(start.value + Math.round(dx / PIXELS_A_STEP) * stepOf(event));
      if (value !== last)
        emit(this.matrix, "gs-edit", { ref: this.ref, value, live: true, text: String(value) });
      last = value;
    };
    const up = () => {
      cell.removeEventListener("pointermove", move);
      cell.removeEventListener("pointerup", up);
      cell.removeEventListener("pointercancel", up);
      if (this.scrubbed)
        emit(this.matrix, "gs-edit", { ref: this.ref, value: last, live: false, text: String(last) });
    };
    cell.addEventListener("pointermove", move);
    cell.addEventListener("pointerup", up);
    cell.addEventListener("pointercancel", up);
  }
}
