/** Pointer, keys and clipboard on the table of a matrix. */
import { emit } from "../../events.js";

/**
 * @import {Editing} from "./editing.js"
 * @import {Table} from "./spec.js"
 */

/** @typedef {Table & {editing: Editing}} Editable */

/** @type {Record<string, [number, number]>} */
const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

/**
 * @param {Editable} matrix
 * @param {HTMLTableElement} table
 */
export function listenToTable(matrix, table) {
  /**
   * @template {keyof HTMLElementEventMap} K
   * @param {K} type
   * @param {(cell: HTMLTableCellElement, event: HTMLElementEventMap[K]) => void} act
   */
  const on = (type, act) =>
    table.addEventListener(type, (event) => {
      const cell = event.target instanceof Element ? event.target.closest("td") : null;
      if (cell) act(cell, event);
    });
  const unpoint = () => emit(matrix, "gs-leave");
  on("pointerover", (cell) => matrix.tell(cell, "gs-hover"));
  table.addEventListener("pointerleave", unpoint);
  on("focusin", (cell) => {
    matrix.rove(cell);
    matrix.tell(cell, "gs-hover");
  });
  table.addEventListener("focusout", unpoint);
  on("click", (cell, event) => click(matrix, cell, event));
  on("keydown", (cell, event) => press(matrix, cell, event));
  on("pointerdown", (cell, event) => matrix.spec.editable && matrix.editing.of(cell).grab(event));
  on("paste", (cell, event) => paste(matrix, cell, event));
  on("copy", (cell, event) => copy(matrix, cell, event));
}

/**
 * @param {Editable} matrix
 * @param {HTMLTableCellElement} cell
 * @param {MouseEvent} event
 */
function click(matrix, cell, event) {
  if (event.target instanceof HTMLInputElement || matrix.editing.current?.scrubbed) return;
  cell.focus({ preventScroll: true });
  matrix.tell(cell, "gs-pin");
  if (matrix.spec.editable) matrix.editing.of(cell).open();
}

/**
 * @param {Editable} matrix
 * @param {HTMLTableCellElement} cell
 * @param {KeyboardEvent} event
 */
function press(matrix, cell, event) {
  if (event.target instanceof HTMLInputElement) return;
  const { i, j } = matrix.placeOf(cell);
  const { editable } = matrix.spec;
  const step = STEPS[event.key];
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
  if (step && plain) {
    matrix.focusCell(i + step[0], j + step[1]);
    // Past its left or right edge the key is for the page, which steps.
    if (document.activeElement === cell && step[0] === 0) return;
    event.preventDefault();
    event.stopPropagation();
  } else if (event.key === "Escape") {
    leave(matrix);
  } else if (event.key === "Enter" || event.key === "F2") {
    event.preventDefault();
    matrix.tell(cell, "gs-pin", { again: !editable });
    if (editable) matrix.editing.of(cell).open();
  } else if (editable && plain && /^[-−.\d]$/.test(event.key)) {
    event.preventDefault();
    matrix.editing.of(cell).open(event.key);
  }
}

/** The focus goes to the part of the page in which the matrix stands. @param {HTMLElement} matrix */
export function leave(matrix) {
  matrix.closest("section")?.focus({ preventScroll: true });
}

/**
 * Several numbers are for the matrix; one is for the field in which it is pasted.
 * @param {Editable} matrix
 * @param {HTMLTableCellElement} cell
 * @param {ClipboardEvent} event
 */
function paste(matrix, cell, event) {
  const text = event.clipboardData?.getData("text/plain") ?? "";
  const several = /[\s,;\]]/.test(text.trim());
  if (!matrix.spec.editable || (event.target instanceof HTMLInputElement && !several)) return;
  event.preventDefault();
  matrix.editing.current?.close();
  const { i, j } = matrix.placeOf(cell);
  emit(matrix, "gs-paste", { ref: matrix.spec.refAt(i, j), text });
}

/**
 * The whole matrix, unless a text is selected.
 * @param {Editable} matrix
 * @param {HTMLTableCellElement} cell
 * @param {ClipboardEvent} event
 */
function copy(matrix, cell, event) {
  if (event.target instanceof HTMLInputElement || !getSelection()?.isCollapsed) return;
  event.preventDefault();
  matrix.tell(cell, "gs-copy");
}
