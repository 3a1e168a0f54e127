import assert from "node:assert/strict";
import { test } from "node:test";
import { createView } from "../../../static/js/lib/view.js";
import { traceOf, viewOf } from "../views.js";

/**
 * @import {Kind, Ref} from "../../../static/js/types.js"
 * @import {Matrices} from "../views.js"
 */

/** @type {Matrices} */
const values = { x: [[0.5], [-2]], z: [[3], ["Infinity"]] };
const gradients = { x: [[0.25, 8]] };

/** @param {Kind} kind @param {string} name @param {number} i @param {number} j @returns {Ref} */
const at = (kind, name, i, j) => ({ kind, name, i, j });

test("a number is found by its cell, and what is not finite is a number, too", () => {
  const view = viewOf(values, gradients);
  assert.equal(view.lookup(at("value", "x", 1, 0)), -2);
  assert.equal(view.lookup(at("value", "z", 1, 0)), Infinity);
  assert.equal(view.lookup(at("gradient", "x", 0, 1)), 8);
});

test("only cells of inputs are known before anything is computed", () => {
  const view = viewOf(values, gradients, { inputs: ["x"] });
  assert.deepEqual([view.isInput("x"), view.isInput("z"), view.isInput("nobody")], [true, false, false]);
  assert.equal(view.known(at("value", "x", 0, 0)), 0.5);
  assert.equal(view.known(at("value", "z", 0, 0)), undefined);
  assert.equal(view.known(at("gradient", "x", 0, 0)), undefined);
});

test("what is typed is shown ahead of the trace, as long as it has its shape", () => {
  const shown = (/** @type {number[][]} */ x) =>
    viewOf(values, gradients, { typed: { x } }).matrix("value", "x").data;
  assert.deepEqual(shown([[7], [8]]), [[7], [8]]);
  assert.deepEqual(shown([[7]]), values.x);
  assert.deepEqual(
    shown([
      [7, 7],
      [8, 8],
    ]),
    values.x,
  );
  assert.deepEqual(
    viewOf(values, gradients, { typed: { x: [[7, 8]] } }).matrix("gradient", "x").data,
    gradients.x,
  );
});

test("the same number has another colour on another scale", () => {
  const levels = (/** @type {"matrix" | "role" | "sheet"} */ scope) =>
    viewOf(values, gradients, { scope })
      .faces("value", "x")
      .map(({ shade }) => shade.level);
  assert.deepEqual(levels("matrix"), [3, 10]);
  assert.deepEqual(levels("role"), [2, 7]);
  assert.deepEqual(levels("sheet"), [1, 3]);
});

test("a matrix is as wide as its widest number, an input need not be as wide as its gradient", () => {
  const trace = traceOf({ ...values, w: [[-1234.5]] }, gradients, ["x"]);
  const view = createView(trace, {}, 3, "matrix");
  assert.equal(view.chars("value", "x", false), 6);
  assert.equal(view.chars("value", "x", true), 4);
  assert.equal(view.chars("value", "w", true), "−1234.5".length);
});
