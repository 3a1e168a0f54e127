import assert from "node:assert/strict";
import { test } from "node:test";
import {
  changeText,
  decimalsFor,
  depthOf,
  descended,
  entryOf,
  movable,
  nearest,
  verdictOf,
} from "../../../static/js/lib/descent.js";

/** @typedef {import("../../../static/js/wire.js").DescentStep} Step */

/** @param {Partial<Step>} some @returns {Step} */
const step = (some) => ({
  eta: 1,
  predicted: -1,
  predicted_by: {},
  actual: -1,
  round_off: 0,
  resolved: true,
  ratio: 1,
  loss: 1,
  ...some,
});

/** W is 2×3 and shown transposed, b 2×1; x is an input, y a target without a gradient. */
const trace = /** @type {import("../../../static/js/types.js").Trace} */ (
  /** @type {unknown} */ ({
    values: {
      W: { role: "parameter", shape: [2, 3] },
      x: { role: "input", shape: [1, 1] },
      b: { role: "parameter", shape: [2, 1] },
      y: { role: "target" },
      z: { role: "computed" },
      J: { role: "loss" },
    },
    gradients: {
      z: { data: [[9]], transposed: false },
      W: {
        data: [
          [1, 2],
          [3, -8],
          [5, 6],
        ],
        shape: [3, 2],
        transposed: true,
      },
      b: { data: [[1], [7]], shape: [2, 1], transposed: false },
      x: { data: [[20]], transposed: false },
    },
  })
);

test("a step is as the gradient tells where predicted and true change differ by at most a tenth", () => {
  assert.equal(verdictOf(step({ actual: -0.9, ratio: 0.9 })), "holds");
  assert.equal(verdictOf(step({ actual: -0.89, ratio: 0.89 })), "breaks");
  assert.equal(verdictOf(step({ actual: 0.5, ratio: -0.5 })), "rises");
});

test("what cannot be told is not told, but a rise far above round-off is one whatever was predicted", () => {
  assert.equal(verdictOf(step({ predicted: -1, actual: 1e9, round_off: 0.1, ratio: null })), "rises");
  assert.equal(verdictOf(step({ actual: 1e-3, round_off: 0.1, ratio: null })), "unresolved");
  assert.equal(verdictOf(step({ actual: "NaN", ratio: null })), "unknown");
  assert.equal(verdictOf(step({ predicted: 0, actual: 0, resolved: false, ratio: null })), "still");
});

test("the chart shows how far J falls, and cuts off what rises far above", () => {
  const changes = (/** @type {(number | "Infinity")[]} */ ...all) => all.map((actual) => step({ actual }));
  assert.deepEqual(depthOf(changes(-1, -10, 1220)), [-12, 5]);
  assert.deepEqual(depthOf(changes(-1, -8)), [-9.6, 1]);
  assert.deepEqual(depthOf(changes(2, 400, "Infinity")), [-2.4, 1]);
  assert.deepEqual(depthOf(changes(0, 0)), [-1, 1]);
});

test("the nearest step size is so as a ratio", () => {
  const steps = [0.001, 0.01, 0.1].map((eta) => step({ eta }));
  assert.equal(nearest(steps, 0.04), 2);
  assert.equal(nearest(steps, 1e-9), 0);
});

test("a step moves what is named, in the shape of the variable, and nothing else", () => {
  const W = [
    [1, 1, 1],
    [1, 1, 1],
  ];
  const values = { W, b: [[0], [0]], x: [[5]] };
  assert.deepEqual(descended(values, trace, ["W", "b"], 1), {
    W: [
      [0, -2, -4],
      [-1, 9, -5],
    ],
    b: [[-1], [-7]],
    x: [[5]],
  });
  assert.equal(W[0][0], 1, "the numbers of before stay as they are");
});

test("what can move are the inputs with a gradient, in the order of the program", () => {
  assert.deepEqual(movable(trace), ["W", "x", "b"]);
});

test("the entry is the pinned one, then the largest of this step's gradient, then the largest of all parameters", () => {
  const ref = /** @type {const} */ ({ kind: "gradient", name: "W", i: 2, j: 1 });
  assert.deepEqual(entryOf(ref, "b", trace), { name: "W", row: 1, column: 2 });
  assert.deepEqual(entryOf({ ...ref, kind: "value", i: 0 }, "b", trace), { name: "W", row: 0, column: 1 });
  assert.deepEqual(entryOf({ ...ref, kind: "value" }, "b", trace), { name: "b", row: 1, column: 0 });
  assert.deepEqual(entryOf({ ...ref, name: "y" }, "b", trace), { name: "b", row: 1, column: 0 });
  assert.deepEqual(entryOf(null, "z", trace), { name: "W", row: 1, column: 1 });
  assert.equal(entryOf(null, "z", { ...trace, gradients: {} }), null);
});

test("two numbers have the decimals that tell them apart", () => {
  assert.equal(decimalsFor(-0.026, 3), 3);
  assert.equal(decimalsFor(2.7e-7, 3), 8);
  assert.equal(decimalsFor(0, 3), 3);
  assert.equal(decimalsFor(1e-30, 3), 15);
});

test("a rise has its sign, and a fall has the figures that count", () => {
  assert.equal(changeText(49, { precision: 3 }), "+49");
  assert.equal(changeText("Infinity", { precision: 3 }), "+∞");
  assert.equal(changeText(-0.026049915, { precision: 2 }), "−0.026");
  assert.equal(changeText(-0.026049915, { precision: 5 }), "−0.02605");
});
