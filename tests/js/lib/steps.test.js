import assert from "node:assert/strict";
import { test } from "node:test";
import { isLong, positionOf } from "../../../static/js/lib/steps.js";

/** @import {Step} from "../../../static/js/wire.js" */

/** @param {"forward" | "backward"} phase @param {string} quantity */
const step = (phase, quantity) => /** @type {Step} */ (/** @type {unknown} */ ({ phase, quantity }));
const STEPS = [step("forward", "z"), step("forward", "J"), step("backward", "z"), step("backward", "x")];

test("a value is computed by a step forward, its gradient by one backward, an input by none", () => {
  assert.equal(positionOf(STEPS, "value", "z"), 0);
  assert.equal(positionOf(STEPS, "gradient", "z"), 2);
  assert.equal(positionOf(STEPS, "value", "x"), -1);
  assert.equal(positionOf(STEPS, "gradient", "x"), 3);
});

test("a sheet is long by its equations; steps backward have no row of their own", () => {
  const forward = (/** @type {number} */ n) => Array.from({ length: n }, (_, k) => step("forward", `z${k}`));
  assert.equal(isLong(forward(6)), false);
  assert.equal(isLong(forward(7)), true);
  assert.equal(isLong([...forward(6), ...STEPS.slice(2)]), false);
});
