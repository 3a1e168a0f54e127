import assert from "node:assert/strict";
import { test } from "node:test";
import { keysOf } from "../../../static/js/lib/keys.js";

/** @typedef {import("../../../static/js/wire.js").OperationResponse} Operation */

/** @param {Partial<Operation>} more @returns {Operation} */
const operation = (more) => ({
  name: "f",
  group: "cells",
  sign: null,
  mark: null,
  args: ["a"],
  constants: [],
  axis: false,
  reductions: [],
  ...more,
});

/** @param {Operation} it */
const keyOf = (it) => keysOf([it])[it.group]?.[0];

test("a function is put in with a place for everything that has to be said", () => {
  const slope = { name: "negative_slope", default: 0.01 };
  const [min, max] = ["min", "max"].map((name) => ({ name, default: null }));
  assert.equal(keyOf(operation({ name: "cos" })).text, "cos(¦)");
  assert.equal(keyOf(operation({ name: "where", args: ["a", "b", "c"] })).text, "where(¦, , )");
  assert.equal(keyOf(operation({ name: "leaky_relu", constants: [slope] })).text, "leaky_relu(¦)");
  assert.equal(keyOf(operation({ name: "clip", constants: [min, max] })).text, "clip(¦, , )");
  assert.equal(keyOf(operation({ name: "concat", args: ["*args"] })).text, "concat(¦, )");
});

test("a sign has the face that it has in formulas", () => {
  const sign = (/** @type {Partial<Operation>} */ more) =>
    keyOf(operation({ group: "signs", args: ["a", "b"], ...more }));
  assert.deepEqual(sign({ name: "matmul", sign: "@", mark: "·" }), { face: "·", text: " @ " });
  assert.deepEqual(sign({ name: "greater_equal", sign: ">=" }), { face: "≥", text: " >= " });
  assert.deepEqual(sign({ name: "transpose", sign: ".T", args: ["a"] }), { face: "ᵀ", text: ".T" });
  assert.deepEqual(keysOf([operation({ group: "signs", name: "neg", sign: "-" })]).signs, undefined);
});

test("groups stand in the order of the server, and Greek letters last", () => {
  const groups = keysOf([operation({}), operation({ group: "losses", args: ["y", "y_hat"] })]);
  assert.deepEqual(Object.keys(groups), ["cells", "losses", "greek"]);
  assert.deepEqual(groups.greek[0], { face: "α", text: "alpha" });
});
