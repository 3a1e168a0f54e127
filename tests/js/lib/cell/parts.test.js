import assert from "node:assert/strict";
import { test } from "node:test";
import { cut, PARTS } from "../../../../static/js/lib/cell/parts.js";
import { byRule, cellsOf, gradient, number, op, value } from "../../trees.js";

/** @import {Tree} from "../../../../static/js/types.js" */

/** @param {Tree} tree @param {number} i @param {number} j */
const madeOf = (tree, i, j) => cellsOf(byRule(PARTS, tree, i, j));

/** @param {number} start @param {number | "Infinity"} stop @param {number} step */
const bounds = (start, stop, step) => [number(start), { ...number(0), number: stop }, number(step)];

test("which rows are taken is what Python takes", () => {
  const taken = (/** @type {[number, number, number, number]} */ ...bounds) => {
    const { first, step, length } = cut(...bounds);
    return Array.from({ length }, (_, k) => first + k * step);
  };
  assert.deepEqual(taken(5, 1, 4, 1), [1, 2, 3]);
  assert.deepEqual(taken(5, -2, Infinity, 1), [3, 4]);
  assert.deepEqual(taken(5, Infinity, Infinity, -2), [4, 2, 0]);
  assert.deepEqual(taken(5, 3, -1, 1), [3]);
  assert.deepEqual(taken(5, 3, 1, 1), []);
  assert.deepEqual(taken(5, 2, 99, 1), [2, 3, 4]);
});

test("a slice counts as NumPy does: from the end, in steps, backwards", () => {
  const A = value("A", 5, 1);
  assert.equal(madeOf(op("slice", [A, ...bounds(-2, "Infinity", 1)], 2, 1, { axis: 0 }), 0, 0), "A30");
  assert.equal(madeOf(op("slice", [A, ...bounds(1, 5, 2)], 2, 1, { axis: 0 }), 1, 0), "A30");
  const all = { ...number(0), number: /** @type {const} */ ("Infinity") };
  const backwards = op("slice", [A, all, all, number(-1)], 5, 1, { axis: 0 });
  assert.equal(madeOf(backwards, 0, 0), "A40");
  assert.equal(madeOf(backwards, 4, 0), "A00");
});

test("what was sliced is put back among zeros", () => {
  const [g, like] = [gradient("s", 2, 1), value("A", 5, 1)];
  const back = op("unslice", [g, like, ...bounds(1, 5, 2)], 5, 1, { axis: 0 });
  assert.deepEqual(
    [0, 1, 2, 3, 4].map((i) => madeOf(back, i, 0)),
    ["", "s00", "", "s10", ""],
  );
  assert.deepEqual(byRule(PARTS, back, 0, 0), { number: 0 });
});

test("many matrices side by side, and the piece of one of them", () => {
  const parts = [value("A", 1, 2), value("B", 1, 1), value("C", 1, 2)];
  const all = op("concat", parts, 1, 5, { axis: 1 });
  assert.deepEqual(
    [0, 1, 2, 3, 4].map((j) => madeOf(all, 0, j)),
    ["A00", "A01", "B00", "C00", "C01"],
  );
  const piece = op("piece", [gradient("g", 1, 5), number(2), ...parts], 1, 2, { axis: 1 });
  assert.equal(madeOf(piece, 0, 1), "g04");
});

test("columns are stacked as rows, or side by side", () => {
  const columns = [value("a", 3, 1), value("b", 3, 1)];
  assert.equal(madeOf(op("stack", columns, 2, 3, { axis: 0 }), 1, 2), "b20");
  assert.equal(madeOf(op("stack", columns, 3, 2, { axis: 1 }), 2, 1), "b20");
  assert.equal(madeOf(op("layer", [gradient("g", 2, 3), number(1)], 3, 1, { axis: 0 }), 2, 0), "g12");
  assert.equal(madeOf(op("layer", [gradient("g", 3, 2), number(1)], 3, 1, { axis: 1 }), 2, 0), "g21");
});

test("rows are meant where no axis is named, and what lies beyond the slice is 0", () => {
  const [g, A] = [gradient("s", 2, 2), value("A", 4, 2)];
  const inner = bounds(1, 3, 1);
  assert.equal(madeOf(op("slice", [A, ...inner], 2, 2), 0, 1), "A11");
  const back = op("unslice", [g, A, ...inner], 4, 2);
  assert.deepEqual(
    [0, 1, 2, 3].map((i) => madeOf(back, i, 1)),
    ["", "s01", "s11", ""],
  );
  const rows = [value("a", 1, 2), value("b", 2, 2)];
  assert.equal(madeOf(op("concat", rows, 3, 2), 2, 1), "b11");
  assert.equal(madeOf(op("piece", [gradient("g", 3, 2), number(1), ...rows], 2, 2), 1, 0), "g20");
});
