/** The equal table of a part of a large matrix: for screen readers, for the keyboard, and for editing. */
import { indices } from "../../lib/cell/places.js";
import { formatNumber } from "../../lib/format.js";
import { shade } from "../../lib/shade.js";
import { GsMatrix } from "../matrix/matrix.js";

/**
 * @import {Face} from "../../types.js"
 * @import {Spec} from "../matrix/spec.js"
 * @import {Numbers, Place} from "./painting.js"
 */

/** Rows and columns of the table. */
const PART = 10;

export class Lens {
  table = new GsMatrix();
  /** Where the part begins. @type {Place} */
  corner = { i: 0, j: 0 };

  /**
   * Draws the rows and columns from `corner` on, as far as there are some.
   * @param {Spec} spec  of the whole matrix
   * @param {Numbers} numbers
   * @param {Place} corner
   * @param {(i: number, j: number) => void} beyond  told when the focus leaves the part
   */
  draw(spec, numbers, corner, beyond) {
    const [rows, columns] = spec.shape;
    const size = /** @type {[number, number]} */ ([Math.min(PART, rows), Math.min(PART, columns)]);
    const keep = (/** @type {number} */ k, /** @type {number} */ most) => Math.max(0, Math.min(most, k));
    this.corner = { i: keep(corner.i, rows - size[0]), j: keep(corner.j, columns - size[1]) };
    const { i: top, j: left } = this.corner;
    this.table.shown = [];
    this.table.draw(
      {
        ...spec,
        shape: size,
        corner: this.corner,
        refAt: (i, j) => spec.refAt(i + top, j + left),
        cellLabel: (i, j) => spec.cellLabel(i + top, j + left),
        beyond: (i, j) => beyond(i + top, j + left),
      },
      ...this.#faces(numbers),
    );
    this.#count(spec.shape);
  }

  /** Says which rows and columns of how many these are. @param {[number, number]} shape */
  #count([rows, columns]) {
    const { i: top, j: left } = this.corner;
    const table = this.table.querySelector("table");
    table?.setAttribute("aria-rowcount", String(rows));
    table?.setAttribute("aria-colcount", String(columns));
    table?.querySelectorAll("tr").forEach((row, i) => {
      row.setAttribute("aria-rowindex", String(top + i + 1));
      row.querySelectorAll("td").forEach((cell, j) => {
        cell.setAttribute("aria-colindex", String(left + j + 1));
      });
    });
  }

  /** @param {Numbers} numbers */
  show(numbers) {
    this.table.show(...this.#faces(numbers), false);
  }

  /**
   * @param {Numbers} numbers
   * @returns {[Face[], number]}
   */
  #faces({ grid, max, precision }) {
    const width = Math.min(PART, grid.columns);
    const count = width * Math.min(PART, grid.rows);
    const faces = indices(count).map((k) => {
      const [i, j] = [this.corner.i + Math.floor(k / width), this.corner.j + (k % width)];
      const value = grid.numbers[i * grid.columns + j];
      return { text: formatNumber(value, precision), shade: shade(value, max) };
    });
    return [faces, Math.max(precision + 3, ...faces.map(({ text }) => text.length))];
  }

  /** Whether a cell of the matrix is in the part. @param {Place} place */
  has({ i, j }) {
    const { corner } = this;
    return i >= corner.i && j >= corner.j && i < corner.i + PART && j < corner.j + PART;
  }

  /**
   * @param {Place} place  in the matrix
   * @returns {HTMLTableCellElement | null}
   */
  focus({ i, j }) {
    return this.table.focusCell(i - this.corner.i, j - this.corner.j);
  }

  /** The corner of the part in whose middle a cell is. @param {Place} place */
  static about({ i, j }) {
    return { i: i - PART / 2, j: j - PART / 2 };
  }
}
