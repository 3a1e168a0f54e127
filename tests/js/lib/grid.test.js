import assert from "node:assert/strict";
import { test } from "node:test";
import { cell } from "../../../static/js/lib/cell.js";
import { evaluate } from "../../../static/js/lib/evaluate.js";
import { gridOf, largestIn } from "../../../static/js/lib/grid.js";
import { both, gradient, matmul, number, op, transpose, value } from "../trees.js";
import { viewOf } from "../views.js";

/** @import {Tree} from "../../../static/js/types.js" */

const view = viewOf(
  {
    A: [
      [1, -2, 3],
      [0.5, "NaN", 6],
    ],
    b: [[10], [20]],
    c: [[1, 2, 3]],
  },
  { A: [[7], [8]] },
);
const [A, b, c] = [value("A", 2, 3), value("b", 2, 1), value("c", 1, 3)];

/** Cell by cell, as a small matrix is computed. @param {Tree} tree */
const slowly = (tree) =>
  Array.from({ length: tree.shape[0] * tree.shape[1] }, (_, k) =>
    evaluate(cell(tree, Math.floor(k / tree.shape[1]), k % tree.shape[1], view.known), view.lookup),
  );

test("a matrix in one array has the numbers of its cells, whatever it is", () => {
  const relu = op("relu", [A], 2, 3, { definition: both("maximum", A, number(0)) });
  for (const tree of [
    A,
    gradient("A", 2, 1),
    transpose(A),
    number(4),
    both("add", A, b),
    both("mul", both("sub", A, c), b),
    op("exp", [A], 2, 3),
    op("where", [both("less", A, number(1)), A, b], 2, 3),
    op("spread", [b], 2, 3),
    op("sum", [A], 1, 3, { axis: 0 }),
    matmul(c, transpose(A)),
    relu,
  ]) {
    const { rows, columns, numbers } = gridOf(tree, view);
    assert.deepEqual([rows, columns], tree.shape);
    assert.deepEqual([...numbers], slowly(tree), tree.op);
  }
});

test("the end of the scale is the largest that is finite", () => {
  assert.equal(largestIn(Float64Array.of(1, -3, Number.NaN, -Infinity, 2)), 3);
  assert.equal(largestIn(Float64Array.of(Number.NaN)), 0);
});
