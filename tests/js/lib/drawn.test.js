import assert from "node:assert/strict";
import { test } from "node:test";
import { dataOf, drawn, facesOf, nameOf, numbersOf } from "../../../static/js/lib/drawn.js";
import { both, gradient, op, transpose, value } from "../trees.js";
import { viewOf } from "../views.js";

const A = value("A", 2, 3);
const view = viewOf(
  {
    A: [
      [1, 2, 3],
      [4, 5, 6],
    ],
  },
  {
    A: [
      [0, 0.5, 0],
      [0, 0, -2],
    ],
  },
);
const sum = both("add", A, A);

test("a quantity knows which of its cells stands where, turned or not", () => {
  assert.deepEqual(drawn(A, "").refAt(1, 2), { kind: "value", name: "A", i: 1, j: 2 });
  assert.deepEqual(drawn(transpose(A), "").refAt(2, 1), { kind: "value", name: "A", i: 1, j: 2 });
  assert.ok(drawn(transpose(A), "").isQuantity);
  assert.deepEqual(drawn(gradient("A", 2, 3), "").refAt(0, 1), { kind: "gradient", name: "A", i: 0, j: 1 });
});

test("what is no quantity goes by the name that it is given", () => {
  const it = drawn(sum, "#3");
  assert.equal(it.isQuantity, false);
  assert.deepEqual(it.refAt(1, 0), { kind: "value", name: "#3", i: 1, j: 0 });
  assert.equal(drawn(transpose(sum), "#4").isQuantity, false);
});

test("numbers are read of what is there, and computed of what is not", () => {
  assert.deepEqual(dataOf(drawn(transpose(A), ""), view), [
    [1, 4],
    [2, 5],
    [3, 6],
  ]);
  assert.deepEqual(dataOf(drawn(sum, "#3"), view), [
    [2, 4, 6],
    [8, 10, 12],
  ]);
});

test("a quantity has the colours of its scale, an expression those of its own", () => {
  const levels = (/** @type {typeof A} */ node) =>
    facesOf(drawn(node, "#"), view, false).faces.map(({ shade }) => shade.level);
  assert.deepEqual(levels(A), levels(sum));
  assert.deepEqual(levels(gradient("A", 2, 3)), [0, 3, 0, 0, 0, 10]);
});

test("a mask is as narrow as its ones and zeros", () => {
  const mask = op("sgn", [A], 2, 3);
  assert.equal(facesOf(drawn(mask, "#"), view, false).chars, 2);
  assert.equal(facesOf(drawn(sum, "#"), view, false).chars, 4);
});

test("a large one has its numbers in one array, and the end of their scale", () => {
  const { grid, max, precision } = numbersOf(drawn(transpose(sum), "#"), view);
  assert.deepEqual([grid.rows, grid.columns, ...grid.numbers], [3, 2, 2, 8, 4, 10, 6, 12]);
  assert.deepEqual([max, precision], [12, 3]);
});

test("it is called by its symbol and its shape", () => {
  assert.equal(nameOf(drawn(transpose(A), ""), view), "Aᵀ, 3 × 2");
  assert.equal(nameOf(drawn(gradient("A", 2, 3), ""), view), "∂J/∂A, 2 × 3");
});
