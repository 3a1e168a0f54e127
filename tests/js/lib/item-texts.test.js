import assert from "node:assert/strict";
import { test } from "node:test";
import { counted, numberText, part, power } from "../../../static/js/lib/item-texts.js";
import { number, op, value } from "../trees.js";

const A = value("A", 2, 3);
const open = { ...number(0), number: /** @type {const} */ ("-Infinity") };

test("a number with all its digits and a true minus sign, or what is written in its place", () => {
  assert.equal(numberText(number(-0.125)), "−0.125");
  assert.equal(numberText({ ...A, symbol: "N" }), "N");
  assert.equal(numberText(A), "");
});

test("how many there are of something is a number that the shape decides", () => {
  assert.equal(counted(op("count", [A], 1, 1)), "6");
  assert.equal(counted(op("examples", [A], 1, 1, { axis: 0 })), "3");
  assert.equal(counted(op("sum", [A], 1, 1)), "");
});

test("a power of a matrix is one of its cells, and says so", () => {
  assert.equal(power(A, number(3)), "∘3");
  assert.equal(power(A, undefined), "∘2");
  assert.equal(power(value("s", 1, 1), number(-1)), "−1");
});

test("a part of the rows, or of the columns, as Python writes it", () => {
  const written = (/** @type {number} */ axis, /** @type {typeof A[]} */ ...bounds) =>
    part(op("slice", [A, ...bounds], 1, 1, { axis }), [A, ...bounds]);
  assert.equal(written(0, number(1), number(-1), number(1)), "1:−1, :");
  assert.equal(written(1, open, number(2), number(1)), ":, :2");
  assert.equal(written(1, number(0), open, number(2)), ":, 0::2");
});
