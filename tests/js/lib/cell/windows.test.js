import assert from "node:assert/strict";
import { test } from "node:test";
import { WINDOWS } from "../../../../static/js/lib/cell/windows.js";
import { evaluate } from "../../../../static/js/lib/evaluate.js";
import { byRule, cellsOf, gradient, number, op, value } from "../../trees.js";

/** @import {Tree} from "../../../../static/js/types.js" */

/** @param {Tree} tree @param {number} i @param {number} j */
const madeOf = (tree, i, j) => cellsOf(byRule(WINDOWS, tree, i, j));

test("a convolution multiplies a window with the kernel; zeros outside are left out", () => {
  const [X, K] = [value("X", 3, 3), value("K", 2, 2)];
  assert.equal(
    madeOf(op("conv2d", [X, K, number(1), number(0)], 2, 2), 1, 1),
    "X11 K00 X12 K01 X21 K10 X22 K11",
  );
  assert.equal(madeOf(op("conv2d", [X, K, number(1), number(1)], 4, 4), 0, 0), "X00 K11");
  const g = gradient("z", 2, 2);
  assert.equal(madeOf(op("conv2d_to_input", [g, K, X, number(1), number(0)], 3, 3), 0, 0), "z00 K00");
  assert.equal(
    madeOf(op("conv2d_to_kernel", [X, g, K, number(1), number(0)], 2, 2), 0, 1).split(" ").length,
    8,
  );
});

test("a pool gathers a window and sends back to it", () => {
  const X = value("X", 5, 4);
  assert.equal(madeOf(op("max_pool", [X, number(2)], 2, 2), 1, 0), "X20 X21 X30 X31");
  const up = op("upsample", [gradient("p", 2, 2), X, number(2)], 5, 4);
  assert.equal(madeOf(up, 3, 1), "p10");
  assert.deepEqual(byRule(WINDOWS, up, 4, 0), { number: 0 }); // no window reaches the last row
});

test("a stride takes every other window, and only whole ones send back", () => {
  const [X, K, g] = [value("X", 4, 4), value("K", 2, 2), gradient("z", 2, 2)];
  assert.equal(
    madeOf(op("conv2d", [X, K, number(2), number(0)], 2, 2), 1, 0),
    "X20 K00 X21 K01 X30 K10 X31 K11",
  );
  const back = op("conv2d_to_input", [g, K, X, number(2), number(0)], 4, 4);
  assert.equal(madeOf(back, 3, 2), "z11 K10");
});

test("the convolution as a product of matrices: one row a window, one column a cell", () => {
  const [X, K] = [value("X", 3, 3), value("K", 2, 2)];
  const toeplitz = op("toeplitz", [K, X, number(1), number(0)], 4, 9);
  const row = Array.from({ length: 9 }, (_, k) => madeOf(toeplitz, 3, k));
  assert.deepEqual(row, ["", "", "", "", "K00", "K01", "", "K10", "K11"]);
  const patches = op("patches", [X, K, number(1), number(0)], 4, 4);
  assert.deepEqual(
    [0, 1, 2, 3].map((k) => madeOf(patches, 1, k)),
    ["X01", "X02", "X11", "X12"],
  );
  const padded = op("patches", [X, K, number(1), number(1)], 16, 4);
  assert.deepEqual(byRule(WINDOWS, padded, 0, 0), { number: 0 });
});

test("the largest of a window is 1 there, shared where several are largest", () => {
  const X = value("X", 5, 4);
  const numbers = [
    [1, 7, 0, 0],
    [2, 3, 0, 0],
  ];
  const at = (/** @type {number} */ i, /** @type {number} */ j) =>
    evaluate(byRule(WINDOWS, op("largest", [X, number(2)], 5, 4), i, j), (ref) => numbers[ref.i][ref.j]);
  assert.deepEqual([at(0, 0), at(0, 1), at(1, 3), at(4, 0)], [0, 1, 0.25, 0]);
  assert.equal(madeOf(op("window_sum", [X, number(2)], 2, 2), 0, 1), "X02 X03 X12 X13");
});

test("what is not square is not taken for its transpose", () => {
  const [X, K] = [value("X", 3, 4), value("K", 1, 3)];
  const steps = [number(1), number(1)];
  assert.equal(madeOf(op("conv2d", [X, K, ...steps], 5, 4), 1, 0), "X00 K01 X01 K02");
  const g = gradient("z", 5, 4);
  assert.equal(madeOf(op("conv2d_to_input", [g, K, X, ...steps], 3, 4), 0, 3), "z13 K01 z12 K02");
  const toeplitz = op("toeplitz", [K, X, ...steps], 20, 12);
  const row = Array.from({ length: 12 }, (_, k) => madeOf(toeplitz, 5, k));
  assert.deepEqual(row, ["K00", "K01", "K02", "", "", "", "", "", "", "", "", ""]);
  const patches = op("patches", [X, K, ...steps], 20, 3);
  assert.deepEqual(
    [0, 1, 2].map((k) => madeOf(patches, 4, k)),
    ["", "X00", "X01"],
  );
  const pooled = value("P", 3, 4);
  const largest = op("largest", [pooled, number(2)], 3, 4);
  assert.deepEqual(byRule(WINDOWS, largest, 2, 0), { number: 0 });
  assert.ok("op" in byRule(WINDOWS, largest, 1, 3));
  const up = op("upsample", [gradient("p", 1, 2), pooled, number(2)], 3, 4);
  assert.deepEqual([madeOf(up, 1, 3), madeOf(up, 2, 3)], ["p01", ""]);
});
