import assert from "node:assert/strict";
import { test } from "node:test";
import { example, explain, exprOf } from "../../../static/js/lib/explain.js";
import { textOf } from "../../../static/js/lib/line.js";
import { both, matmul, op, value } from "../trees.js";
import { viewOf } from "../views.js";

/**
 * @import {Ref, Subject, Tree} from "../../../static/js/types.js"
 * @import {Step} from "../../../static/js/wire.js"
 */

const [W, x, z] = [value("W", 2, 2), value("x", 2, 1), value("z", 2, 1)];
const view = viewOf(
  {
    W: [
      [1, 2],
      [3, -4],
    ],
    x: [[0.5], [10]],
    z: [[20.5], [-38.5]],
  },
  { z: [[0.1, "NaN"]] },
);

/** @param {"forward" | "backward"} phase @param {string} quantity @param {Tree} tree @param {Tree | null} [stable_tree] */
const step = (phase, quantity, tree, stable_tree = null) =>
  /** @type {Step} */ (/** @type {unknown} */ ({ phase, quantity, tree, stable_tree }));
const STEPS = [step("forward", "z", matmul(W, x))];
const treeOf = (/** @type {Step} */ it) => /** @type {Tree} */ (it.tree);

/** @param {string} name @param {number} i @param {number} j @param {Tree | null} [node] @returns {Subject} */
const subject = (name, i, j, node = null) => ({
  ref: { kind: "value", name, i, j },
  node,
  i,
  j,
  computed: true,
});

test("a computed cell is explained by its step: arithmetic, and the cells it is made from", () => {
  const it = explain(subject("z", 1, 0), view, STEPS, treeOf);
  assert.equal(it.value, -38.5);
  assert.equal(it.arithmetic && textOf(it.arithmetic.numbers), "3 · 0.5 + (−4) · 10");
  assert.deepEqual([...it.lit], ["value:W:1:0", "value:x:0:0", "value:W:1:1", "value:x:1:0"]);
  assert.equal(it.key, "value:z:1:0");
  assert.equal(it.step, STEPS[0]);
});

test("what is given has a number and nothing that it is made from", () => {
  const it = explain(subject("x", 1, 0), view, STEPS, treeOf);
  assert.deepEqual([it.value, it.arithmetic, it.lit.size, it.step], [10, null, 0, null]);
});

test("a drawn matrix that is no quantity is computed from its tree, where it stands", () => {
  const it = explain(subject("#1", 0, 0, both("add", z, x)), view, STEPS, treeOf);
  assert.equal(it.value, 21);
  assert.deepEqual([...it.lit], ["value:z:0:0", "value:x:0:0"]);
  assert.equal(it.step, null);
});

test("the careful way is written where the plain one does not give the number", () => {
  const plain = op("log", [op("exp", [x], 2, 1)], 2, 1);
  const both = step("forward", "z", plain, x);
  const of = (/** @type {Ref} */ ref) => exprOf(both, plain, ref, overflowing);
  const overflowing = viewOf({ x: [[1000], [2]], z: [[1000], [2]] });
  const at = (/** @type {number} */ i) => ({ kind: /** @type {const} */ ("value"), name: "z", i, j: 0 });
  assert.deepEqual(of(at(0)), { ref: { kind: "value", name: "x", i: 0, j: 0 } });
  assert.ok("op" in of(at(1)));
});

test("nobody asks: the largest cell is the example, and NaN is not large", () => {
  assert.deepEqual(example(STEPS[0], view), subject("z", 1, 0));
  const back = example(step("backward", "z", z), view);
  assert.deepEqual([back.ref.kind, back.i, back.j], ["gradient", 0, 0]);
  const equal = viewOf({
    z: [
      [1, -2, 2],
      [2, 0, 1],
    ],
  });
  const first = example(step("forward", "z", z), equal);
  assert.deepEqual([first.i, first.j], [0, 1], "of equal ones the first, as one reads");
});
