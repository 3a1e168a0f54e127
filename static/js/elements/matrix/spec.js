/**
 * What a matrix is drawn from, and what the files beside matrix.js know of it.
 *
 * @typedef {object} Spec
 * @property {string} symbol      MathML
 * @property {string} name        "z, 4 × 1"
 * @property {"value" | "gradient" | "mask"} kind
 * @property {[number, number]} shape
 * @property {string[]} sizes
 * @property {Record<string, string>} sizeSymbols
 * @property {(i: number, j: number) => Ref} refAt  which cell stands at row i, column j
 * @property {Tree | null} node  where the matrix is no quantity: what it is
 * @property {boolean} repeat     stands elsewhere already
 * @property {boolean} editable
 * @property {(i: number, j: number) => string} cellLabel  what an input for the cell is called
 * @property {{i: number, j: number}} [corner]  where a part of a large matrix begins in it
 * @property {(i: number, j: number) => void} [beyond]  told when the focus would leave that part
 * @property {() => Written} [written]  all that stands in the matrix, to be copied
 *
 * @typedef {object} Cells  of a matrix that is a table, row by row
 * @property {Spec} spec
 * @property {HTMLTableCellElement[]} cells
 * @property {string[]} keys
 * @property {Face[]} shown
 * @property {(cell: HTMLTableCellElement) => {i: number, j: number}} placeOf
 * @property {(cell: HTMLTableCellElement) => void} rove  Tab leads to this one
 * @property {(i: number, j: number) => HTMLTableCellElement | null} focusCell  null where the matrix ends
 * @property {(cell: HTMLTableCellElement, name: CellEvent, more?: {again?: boolean}) => void} tell
 *
 * @typedef {{rows: WireNumber[][], symbol: string}} Written
 * @typedef {"gs-hover" | "gs-pin" | "gs-copy"} CellEvent
 * @typedef {HTMLElement & Cells} Table
 */

/** @import {Face, Ref, Tree, WireNumber} from "../../types.js" */
export {};
