import assert from "node:assert/strict";
import { test } from "node:test";
import { JACOBIAN } from "../../../../static/js/lib/cell/jacobian.js";
import { evaluate } from "../../../../static/js/lib/evaluate.js";
import { byRule, cellsOf, number, op, value } from "../../trees.js";

/** @import {Tree} from "../../../../static/js/types.js" */

/** All cells as numbers; a quantity counts its cells row by row, from 1. @param {Tree} tree */
const numbersOf = (tree) =>
  Array.from({ length: tree.shape[0] }, (_, i) =>
    Array.from({ length: tree.shape[1] }, (_, j) =>
      evaluate(byRule(JACOBIAN, tree, i, j), (ref) => 2 * ref.i + ref.j + 1),
    ),
  );

test("a Kronecker product has the second matrix in every cell of the first", () => {
  const [A, B] = [value("A", 2, 2), value("B", 2, 2)];
  const kron = op("kron", [A, B], 4, 4);
  assert.deepEqual(numbersOf(kron), [
    [1, 2, 2, 4],
    [3, 4, 6, 8],
    [3, 6, 4, 8],
    [9, 12, 12, 16],
  ]);
  assert.equal(cellsOf(byRule(JACOBIAN, kron, 2, 1)), "A10 B01");
});

test("1 on the diagonal, and 1 on it and below", () => {
  assert.deepEqual(numbersOf(op("eye", [value("A", 2, 2)], 2, 2)), [
    [1, 0],
    [0, 1],
  ]);
  assert.deepEqual(numbersOf(op("tri", [value("A", 2, 2)], 2, 2)), [
    [1, 0],
    [1, 1],
  ]);
});

test("which cells a sum gathers: all of them, or those of one column or row", () => {
  const A = value("A", 2, 2);
  assert.deepEqual(numbersOf(op("gather", [A], 1, 4)), [[1, 1, 1, 1]]);
  assert.deepEqual(numbersOf(op("gather", [A], 2, 4, { axis: 0 })), [
    [1, 0, 1, 0],
    [0, 1, 0, 1],
  ]);
  assert.deepEqual(numbersOf(op("gather", [A], 2, 4, { axis: 1 })), [
    [1, 1, 0, 0],
    [0, 0, 1, 1],
  ]);
});

test("which cell of one matrix is which of another, by the numbers that they were given", () => {
  const index = op("index", [value("A", 2, 2)], 2, 2);
  assert.deepEqual(numbersOf(index), [
    [1, 2],
    [3, 4],
  ]);
  const [p, q] = [value("p", 1, 2), value("q", 2, 1)];
  assert.deepEqual(numbersOf(op("select", [p, p], 2, 2)), [
    [1, 0],
    [0, 1],
  ]);
  assert.deepEqual(numbersOf(op("select", [p, q], 2, 2)), [
    [0, 0],
    [0, 0],
  ]);
  assert.deepEqual(numbersOf(op("select", [number(3), number(3)], 1, 1)), [[1]]);
});
