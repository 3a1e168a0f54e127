import assert from "node:assert/strict";
import { test } from "node:test";
import { evaluate } from "../../../static/js/lib/evaluate.js";

/** @param {string} op @param {...number} args */
const of = (op, ...args) => evaluate({ op, args: args.map((number) => ({ number })) }, () => Number.NaN);

test("a function that JavaScript's Math has needs nothing here", () => {
  for (const name of /** @type {const} */ (["cos", "sin", "log1p", "expm1", "tanh", "cosh"]))
    assert.equal(of(name, 0.3), Math[name](0.3));
});

test("what is neither ours nor in Math is refused", () => {
  assert.throws(() => of("nonsense", 1));
});

test("a weight of 0 leaves out what is infinite", () => {
  assert.equal(of("weighted", 0, -Infinity), 0);
  assert.equal(of("weighted", 2, -3), -6);
  assert.equal(of("over", 0, 0), 0);
  assert.equal(of("over", 1, 4), 0.25);
});

test("comparisons are 1 or 0, and choose", () => {
  assert.deepEqual(
    ["greater", "greater_equal", "less", "less_equal", "equal", "not_equal"].map((op) => of(op, 2, 2)),
    [0, 1, 0, 1, 1, 0],
  );
  assert.equal(of("where", 1, 5, 6), 5);
  assert.equal(of("where", 0, 5, 6), 6);
});

test("powers are NumPy's where JavaScript says NaN", () => {
  assert.equal(of("pow", 1, Number.NaN), 1);
  assert.equal(of("pow", -1, Infinity), 1);
  assert.equal(of("pow", -2, 3), -8);
});

test("a reduction of more numbers than a function may have arguments", () => {
  const args = Array.from({ length: 300_000 }, (_, k) => ({ number: k }));
  assert.equal(
    evaluate({ op: "max", args }, () => 0),
    299_999,
  );
  assert.equal(
    evaluate({ op: "min", args }, () => 0),
    0,
  );
});

test("erfc keeps its digits where it is tiny", () => {
  assert.ok(Math.abs(of("erfc", 10) / 2.088487583762545e-45 - 1) < 1e-12);
  assert.ok(Math.abs(of("erfc", -1) - 1.8427007929497148) < 1e-14);
});
