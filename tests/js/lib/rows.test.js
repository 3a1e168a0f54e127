import assert from "node:assert/strict";
import { test } from "node:test";
import { asText } from "../../../static/js/lib/copy.js";
import { fitted } from "../../../static/js/lib/fitted.js";
import { resized } from "../../../static/js/lib/resize.js";
import { flatOf, isLarge, rowsOver, transposed } from "../../../static/js/lib/rows.js";

/** Rows over one array, as a large answer gives them. @param {number} rows @param {number} columns */
const large = (rows, columns) =>
  rowsOver(
    Float64Array.from({ length: rows * columns }, (_, k) => k),
    [rows, columns],
  );
const plain = (/** @type {number[][]} */ rows) => rows.map((row) => [...row]);

test("large rows are parts of one array, small ones are lists", () => {
  const rows = large(60, 50);
  assert.equal(rows[1].length, 50);
  assert.equal(rows[59][49], 2999);
  assert.equal(flatOf(rows).length, 3000);
  assert.ok(!Array.isArray(rows[0]));
  assert.deepEqual(large(1, 2), [[0, 1]]);
  assert.deepEqual([isLarge(rows), isLarge(large(40, 50))], [true, false]);
});

test("rows of any kind become one array, and what is not finite a number", () => {
  assert.deepEqual(
    [
      ...flatOf([
        [1, "NaN"],
        ["-Infinity", 4],
      ]),
    ],
    [1, Number.NaN, -Infinity, 4],
  );
  const mixed = [...large(60, 50).slice(0, 59), Array.from({ length: 50 }, () => 7)];
  assert.deepEqual([...flatOf(mixed)].slice(-52), [2948, 2949, ...Array(50).fill(7)]);
});

test("a large matrix is pasted over, transposed, resized and copied as a small one is", () => {
  const rows = large(60, 50);
  assert.deepEqual(fitted([[5]], rows, { i: 0, j: 1 })?.[0].slice(0, 3), Float64Array.of(0, 5, 2));
  assert.equal(transposed(rows)[49][59], 2999);
  assert.deepEqual(plain(transposed(transposed(rows))), plain(rows));
  const fresh = rowsOver(new Float64Array(61 * 50).fill(-1), [61, 50]);
  const { W } = resized({ W: rows }, { W: fresh }, () => false);
  assert.deepEqual([W[59][49], W[60][0]], [2999, -1]);
  const target = rowsOver(new Float64Array(3000).fill(1), [3000, 1]);
  const more = rowsOver(new Float64Array(3001).fill(2), [3001, 1]);
  assert.deepEqual(plain(resized({ y: target }, { y: more }, () => true).y).slice(-2), [[1], [0]]);
  for (const format of /** @type {const} */ (["numpy", "latex", "tsv"]))
    assert.equal(asText(rows, format), asText(plain(rows), format));
});
