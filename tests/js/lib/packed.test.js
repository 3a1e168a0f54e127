import assert from "node:assert/strict";
import { test } from "node:test";
import {
  fromBase64,
  packed,
  packedValues,
  rowsOf,
  toBase64,
  unpack,
  unpackedValues,
} from "../../../static/js/lib/packed.js";
import { flatOf, rowsOver } from "../../../static/js/lib/rows.js";

const bytesOf = (/** @type {Float64Array} */ numbers) => Buffer.from(numbers.buffer);
const wavy = (/** @type {number} */ n) => Float64Array.from({ length: n }, (_, k) => Math.sin(k) / 3);
/** @param {number} rows @param {number} columns */
const lists = (rows, columns) =>
  Array.from({ length: rows }, (_, i) => Array.from({ length: columns }, (_, j) => i - j / 8));

test("base64 is that of the bytes, whatever is left over of the last part", () => {
  for (const n of [1, 2, 3, 1535, 1536, 1537, 4607, 4608, 4609, 10_000]) {
    const numbers = wavy(n);
    assert.equal(toBase64(numbers), bytesOf(numbers).toString("base64"), `${n} numbers`);
    assert.deepEqual(fromBase64(toBase64(numbers)), numbers);
  }
});

test("every float64 comes back", () => {
  const numbers = Float64Array.of(0, -0, 5e-324, -1.7976931348623157e308, 1 / 3, Infinity, NaN);
  const back = fromBase64(toBase64(numbers));
  numbers.forEach((value, k) => {
    assert.ok(Object.is(back[k], value), `${value}`);
  });
});

test("a part of an array is written as itself", () => {
  assert.deepEqual(fromBase64(toBase64(wavy(100).subarray(7, 11))), wavy(100).slice(7, 11));
});

test("small matrices are sent as rows, large ones as bytes with their shape, and both come back", () => {
  const values = { x: lists(40, 50), W: lists(41, 50) };
  const sent = packedValues(values);
  assert.equal(sent.x, values.x);
  assert.deepEqual(Object.keys(sent.W), ["shape", "data"]);
  const back = unpackedValues(JSON.parse(JSON.stringify(sent)));
  assert.equal(back.W[40][49], 40 - 49 / 8);
  assert.deepEqual(
    back.W.map((row) => [...row]),
    values.W,
  );
  assert.deepEqual(back.x, values.x);
});

test("what was written once is not written again, but a changed matrix is", () => {
  const rows = rowsOver(wavy(50 * 50), [50, 50]);
  const before = /** @type {any} */ (packed(rows));
  flatOf(rows)[0] = 9; // nobody does that: it would be seen if the matrix were written again
  assert.equal(/** @type {any} */ (packed(rows)).data, before.data);
  const edited = rows.with(3, rows[3].with(4, -7));
  const sent = /** @type {any} */ (packed(edited));
  assert.deepEqual(sent.shape, [50, 50]);
  assert.equal(fromBase64(sent.data)[3 * 50 + 4], -7);
});

test("matrices of an answer are decoded when they are read, once", () => {
  const text = toBase64(wavy(3000));
  const W = /** @type {any} */ ({ shape: [60, 50], data: text });
  const x = /** @type {{shape: [number, number], data: number[][]}} */ ({ shape: [1, 2], data: [[1, 2]] });
  unpack({ W, x });
  assert.deepEqual([...W.data[59]], [...wavy(3000).slice(2950)]);
  assert.equal(W.data, W.data);
  assert.deepEqual(x.data, [[1, 2]]);
  assert.deepEqual(rowsOf({ shape: [1, 2], data: toBase64(Float64Array.of(1, 2)) }), [[1, 2]]);
});
