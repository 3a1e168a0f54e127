import assert from "node:assert/strict";
import { test } from "node:test";
import { LEVELS } from "../../../static/js/lib/shade.js";
import { cellAt, moved, paint, partOf, showing, wholeOf, zoomed } from "../../../static/js/lib/window.js";

/** @param {number} rows @param {number} columns @param {Float64Array} [numbers] */
const gridOf = (rows, columns, numbers = new Float64Array(rows * columns)) => ({ rows, columns, numbers });
const grid = gridOf(100, 200);
const whole = wholeOf(100, 200, 400, 300);

test("the whole is as large as the box allows, in its own proportions", () => {
  assert.deepEqual(whole, { width: 400, height: 200, size: 2, left: 0, top: 0 });
  assert.deepEqual(partOf(whole, grid), { top: 1, left: 1, bottom: 100, right: 200, isWhole: true });
});

test("a very long matrix is not as thin as a hair: one moves through it", () => {
  const long = wholeOf(2000, 2, 400, 300);
  assert.deepEqual([long.width, long.height], [24, 300]);
  assert.equal(partOf(long, gridOf(2000, 2)).isWhole, false);
});

test("what is under the pointer stays there as one zooms", () => {
  const at = { x: 100, y: 50 };
  const before = cellAt(whole, grid, at.x, at.y);
  const near = zoomed(whole, grid, 4, at);
  assert.equal(near.size, 8);
  assert.deepEqual(cellAt(near, grid, at.x, at.y), before);
});

test("nobody gets nearer than a large cell, nor farther than the whole", () => {
  assert.equal(zoomed(whole, grid, 1e6, { x: 0, y: 0 }).size, 64);
  const near = zoomed(whole, grid, 5, { x: 300, y: 20 });
  assert.deepEqual(zoomed(near, grid, 0, { x: 0, y: 0 }), whole);
});

test("moving ends at the edges", () => {
  const near = zoomed(whole, grid, 4, { x: 0, y: 0 });
  assert.deepEqual([near.left, near.top], [0, 0]);
  assert.deepEqual([moved(near, grid, 80, 0).left, moved(near, grid, -80, 0).left], [10, 0]);
  const end = moved(near, grid, 1e9, 1e9);
  assert.deepEqual([end.left, end.top], [150, 75]);
  assert.deepEqual(cellAt(end, grid, 400, 200), { i: 99, j: 199 });
});

test("a cell that is asked for comes into the middle, one that is seen moves nothing", () => {
  const near = zoomed(whole, grid, 4, { x: 0, y: 0 });
  assert.deepEqual(showing(near, grid, 3, 7), near);
  const there = showing(near, grid, 50, 120);
  assert.deepEqual(cellAt(there, grid, 200, 100), { i: 50, j: 120 });
});

/** @param {ReturnType<typeof gridOf>} grid @param {ReturnType<typeof wholeOf>} seen @param {number} dense */
function painted(grid, seen, dense = 1) {
  const palette = Uint32Array.from({ length: 2 * LEVELS + 2 }, (_, k) => k);
  const into = new Uint32Array(Math.round(seen.width * dense) * Math.round(seen.height * dense));
  paint(grid, seen, dense, 1, palette, into);
  return [...into];
}

test("every pixel has the colour of its cell", () => {
  const small = gridOf(2, 2, Float64Array.of(1, -1, 0, Number.NaN));
  const seen = { width: 4, height: 2, size: 2, left: 0, top: 0 };
  const row = painted({ ...small, rows: 1 }, { ...seen, height: 2 });
  assert.deepEqual(row, [20, 20, 0, 0, 20, 20, 0, 0]);
  const one = painted(small, { ...seen, width: 2, size: 1 });
  assert.deepEqual(one, [2 * LEVELS, 0, LEVELS, 2 * LEVELS + 1]);
});

test("where cells share a pixel the largest is seen, whatever its sign, and NaN in any case", () => {
  const seen = { width: 1, height: 1, size: 1 / 3, left: 0, top: 0 };
  assert.deepEqual(painted(gridOf(3, 3, Float64Array.of(0, 0.5, 0, 0, -1, 0, 0, 0, 0.2)), seen), [0]);
  assert.deepEqual(painted(gridOf(3, 3, Float64Array.of(0, 0.5, 0, 0, -1, 0, 0, Number.NaN, 0)), seen), [21]);
});

test("a small number is not the colour of zero", () => {
  const seen = { width: 2, height: 1, size: 1, left: 0, top: 0 };
  assert.deepEqual(painted(gridOf(1, 2, Float64Array.of(1e-9, -1e-9)), seen), [LEVELS + 1, LEVELS - 1]);
});

test("a few cells are not blown up to fill the box", () => {
  assert.deepEqual(wholeOf(2, 3, 400, 300), { width: 36, height: 24, size: 12, left: 0, top: 0 });
});
