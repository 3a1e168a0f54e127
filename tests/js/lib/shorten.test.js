import assert from "node:assert/strict";
import { test } from "node:test";
import { evaluate } from "../../../static/js/lib/evaluate.js";
import { isPartial, shorten } from "../../../static/js/lib/shorten.js";

/** @import {Expr, OpNode, Ref} from "../../../static/js/types.js" */

/** @param {number} j @returns {Expr} */
const cell = (j) => ({ ref: { kind: "value", name: "a", i: 0, j } });
const many = (/** @type {number} */ n) => Array.from({ length: n }, (_, j) => cell(j));
const lookup = (/** @type {Ref} */ { j }) => (j % 7) - 2.5;

test("up to two dozen terms all are written", () => {
  const sum = { op: "sum", args: many(24) };
  assert.deepEqual(shorten(sum, lookup), sum);
});

test("of more, the middle is told by its own value, and nothing is lost", () => {
  for (const op of ["sum", "prod", "max", "min"]) {
    const whole = { op, args: many(30) };
    const short = /** @type {OpNode} */ (shorten(whole, lookup));
    assert.equal(short.args.length, 8 + 1 + 4);
    const middle = short.args[8];
    assert.ok(isPartial(middle));
    assert.deepEqual([middle.partial.from, middle.partial.to], [9, 26]);
    assert.ok(Math.abs(evaluate(short, lookup) / evaluate(whole, lookup) - 1) < 1e-12, op);
  }
});

test("a mean of many is a short sum over how many there are", () => {
  const whole = { op: "mean", args: many(40) };
  const short = /** @type {OpNode} */ (shorten(whole, lookup));
  assert.equal(short.op, "div");
  assert.deepEqual(short.args[1], { number: 40 });
  assert.ok(Math.abs(evaluate(short, lookup) - evaluate(whole, lookup)) < 1e-12);
});

test("what stands inside of something is shortened, too", () => {
  const inside = /** @type {OpNode} */ (
    shorten({ op: "exp", args: [{ op: "sum", args: many(30) }] }, lookup)
  );
  assert.equal(/** @type {OpNode} */ (inside.args[0]).args.length, 13);
});

test("a weight of 0 is written alone only where what it leaves out is not finite", () => {
  const weighted = (/** @type {number} */ a, /** @type {number} */ b) =>
    shorten({ op: "weighted", args: [{ number: a }, { number: b }] }, lookup);
  assert.deepEqual(weighted(0, -Infinity), { number: 0 });
  assert.equal("op" in weighted(0, 5), true);
  assert.equal("op" in weighted(2, -Infinity), true);
  const over = (/** @type {number} */ a, /** @type {number} */ b) =>
    shorten({ op: "over", args: [{ number: a }, { number: b }] }, lookup);
  assert.deepEqual(over(0, 0), { number: 0 });
  assert.equal("op" in over(0, 2), true);
});
