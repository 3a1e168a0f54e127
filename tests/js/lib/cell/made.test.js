import assert from "node:assert/strict";
import { test } from "node:test";
import { isNumber, numberOf, sumOf, times, ZERO } from "../../../../static/js/lib/cell/made.js";
import { number, value } from "../../trees.js";

/** @import {Expr} from "../../../../static/js/types.js" */

/** @type {Expr} */
const x = { ref: { kind: "value", name: "x", i: 0, j: 0 } };

test("a factor of 1 is not written, and one of 0 leaves nothing else, on either side", () => {
  for (const [a, b] of [
    [x, { number: 1 }],
    [{ number: 1 }, x],
  ])
    assert.equal(times(a, b), x);
  assert.deepEqual([times(x, ZERO), times(ZERO, x)], [ZERO, ZERO]);
  assert.deepEqual(times(x, x), { op: "mul", args: [x, x] });
});

test("terms of 0 are not written, and a sum of none is 0", () => {
  assert.deepEqual(sumOf([ZERO, x, ZERO]), { op: "sum", args: [x] });
  assert.deepEqual(sumOf([ZERO, ZERO]), ZERO);
});

test("what is computed is no number, even if it comes to one", () => {
  assert.ok(isNumber({ number: 2 }, 2));
  assert.ok(!isNumber({ number: 2 }, 1));
  assert.ok(!isNumber({ op: "add", args: [{ number: 1 }, { number: 1 }] }, 2));
});

test("the numbers among the arguments, and 0 for what is none", () => {
  const node = { args: [value("X", 3, 3), number(2)] };
  assert.deepEqual([numberOf(node, 1), numberOf(node, 0)], [2, 0]);
});
