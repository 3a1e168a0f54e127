import assert from "node:assert/strict";
import { test } from "node:test";
import { consistent, isSameShape, shapesOf, shapeText } from "../../../static/js/lib/shapes.js";

/** @type {{name: string, sizes: [string, string]}[]} */
const inputs = [
  { name: "W", sizes: ["D_h", "D_x"] },
  { name: "x", sizes: ["D_x", "1"] },
  { name: "V", sizes: ["D_h", "D_h"] },
  { name: "p", sizes: ["4", "1"] },
];

test("a letter stands for one number: what came first stays", () => {
  assert.deepEqual(consistent(inputs, { W: [4, 3], x: [5, 1] }), { W: [4, 3] });
  assert.deepEqual(consistent(inputs, { W: [4, 3], x: [3, 1] }), { W: [4, 3], x: [3, 1] });
});

test("what is fixed is first in any case", () => {
  assert.deepEqual(consistent(inputs, { W: [4, 3], x: [3, 1] }, { x: [5, 1] }), {});
});

test("a row does not stay where a column is wanted, nor an oblong for a square, nor 3 for 4", () => {
  assert.deepEqual(consistent(inputs, { x: [1, 3] }), {});
  assert.deepEqual(consistent(inputs, { V: [4, 3] }), {});
  assert.deepEqual(consistent(inputs, { p: [3, 1] }), {});
  assert.deepEqual(consistent(inputs, { x: [3, 2] }), {}, "nor two columns for one");
  assert.deepEqual(consistent(inputs, { V: [4, 4], p: [4, 1], gone: [1, 1] }), { V: [4, 4], p: [4, 1] });
});

test("a shape is read off rows, and written as on paper", () => {
  assert.deepEqual(shapesOf({ W: [[1, 2, 3]], empty: [] }), { W: [1, 3], empty: [0, 0] });
  assert.equal(shapeText([4, 3]), "4×3");
  assert.equal(isSameShape([4, 3], [4, 3]), true);
  assert.equal(isSameShape([4, 3], [3, 4]), false);
  assert.equal(isSameShape(undefined, undefined), false);
});
