/**
 * What a rule of one cell is.
 *
 * @typedef {(ref: Ref) => number | undefined} Known  the number of a cell that is given; undefined of one that is computed
 * @typedef {object} Reader  reads cells of trees
 * @property {(tree: Tree, i: number, j: number) => Expr} at
 * @property {Known} known
 * @typedef {(read: Reader, node: Required<Pick<Tree, "args">> & Tree, i: number, j: number) => Expr} Rule
 */

/** @import {Expr, Ref, Tree} from "../../types.js" */
export {};
