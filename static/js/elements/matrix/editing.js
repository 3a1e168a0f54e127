/** Which cell of a matrix is being edited: one at a time, one after the other, and what is refused. */
import { keyOf } from "../../lib/cell.js";
import { CellEditor } from "./editor.js";

/**
 * @import {Ref} from "../../types.js"
 * @import {Table} from "./spec.js"
 */

export class Editing {
  /** @type {CellEditor | null} */
  current = null;
  /** The table whose cells they are. */
  matrix;

  /** @param {Table} matrix */
  constructor(matrix) {
    this.matrix = matrix;
  }

  /** The editor of a cell, in place of that of another. @param {HTMLTableCellElement} cell */
  of(cell) {
    if (this.current?.cell === cell) return this.current;
    this.current?.close();
    this.current = new CellEditor(this.matrix, cell, this);
    return this.current;
  }

  /** @param {CellEditor} editor  that is not open any more */
  closed(editor) {
    if (this.current === editor) this.current = null;
  }

  /** Whether the cell holds a field in place of its number. @param {HTMLTableCellElement} cell */
  fills(cell) {
    return this.current?.cell === cell && this.current.input !== null;
  }

  /**
   * Goes on to the next cell, row by row.
   * @param {HTMLTableCellElement} cell
   * @param {number} by
   * @returns {boolean} whether there is one
   */
  next(cell, by) {
    const { cells } = this.matrix;
    const next = cells[cells.indexOf(cell) + by];
    if (!next) return false;
    next.focus();
    this.of(next).open();
    return true;
  }

  /**
   * Marks a cell whose text was refused, and keeps the text.
   * @param {Ref} ref
   * @param {string} message
   * @param {string} [text]
   */
  refuse(ref, message, text) {
    const cell = this.matrix.cells[this.matrix.keys.indexOf(keyOf(ref))];
    if (!cell) return;
    const editor = this.of(cell);
    if (!editor.input) editor.open(text);
    editor.refuse(message);
  }

  /** What was refused is settled: a field that nobody is in any more goes. */
  accept() {
    const { current } = this;
    current?.accept();
    if (current?.input && current.input !== document.activeElement) current.close();
  }
}
