import assert from "node:assert/strict";
import { test } from "node:test";
import { items } from "../../../static/js/lib/items.js";
import { both, gradient, number, op, value } from "../trees.js";

/** @typedef {import("../../../static/js/types.js").Tree} Tree */

const BRACKETS = { bar: "||", norm: "‖‖", square: "[]", "": "()" };

/**
 * The row as text.
 * @param {Tree} tree
 * @param {boolean} [literally]
 */
function drawn(tree, literally = true) {
  const text = items(tree, literally).map((item) => {
    switch (item.type) {
      case "matrix":
        return item.node.name ?? item.node.gradient ?? "■";
      case "open":
        return BRACKETS[item.mark ?? ""][0];
      case "close":
        return BRACKETS[item.mark ?? ""][1];
      case "function":
        return item.mathml.replace(/<[^>]*>/g, "");
      case "transpose":
        return "ᵀ";
      default:
        return item.text;
    }
  });
  return text.join(" ");
}

const [A, B, C] = ["A", "B", "C"].map((name) => value(name, 2, 2));

test("what stands between its arguments is told by the server", () => {
  const conv = op("conv2d", [A, B, number(2), number(1)], 2, 2, { mark: "⋆" });
  assert.equal(drawn(conv), "A ⋆ B");
  assert.equal(drawn(both("add", conv, C)), "A ⋆ B + C");
  assert.equal(drawn(op("conv2d", [both("mul", A, B), C], 2, 2, { mark: "⋆" })), "( A ∘ B ) ⋆ C");
});

test("arguments that only say a shape are not drawn", () => {
  const pad = op("unslice", [gradient("g", 1, 2), A], 2, 2, { shown: 1, function: "<math>pad</math>" });
  assert.equal(drawn(pad), "pad g");
});

test("a comparison stands in square brackets", () => {
  assert.equal(drawn(both("greater_equal", A, number(0.5))), "[ A ≥ 0.5 ]");
  const chosen = op("where", [both("less", A, B), A, number(0)], 2, 2);
  assert.equal(drawn(chosen), "where ( [ A < B ] , A , 0 )");
});

test("rows by their number", () => {
  const ids = value("ids", 3, 1);
  assert.equal(drawn(op("take", [A, ids], 3, 2)), "A [ ids ]");
  const written = op("concat", [number(2), number(0)], 2, 1, { axis: 0, symbol: "[2, 0]" });
  assert.equal(drawn(op("take", [A, written], 2, 2)), "A [2, 0], :");
});

test("a part says where it begins and ends, and its step unless that is 1", () => {
  const all = { ...number(0), number: /** @type {const} */ ("Infinity") };
  const part = (/** @type {Tree[]} */ ...bounds) => drawn(op("slice", [A, ...bounds], 1, 2, { axis: 0 }));
  assert.equal(part(number(0), number(2), number(1)), "A 0:2, :");
  assert.equal(part(number(1), all, number(1)), "A 1:, :");
  assert.equal(part(all, all, number(-1)), "A ::−1, :");
});

test("a power of numbers is raised, one of a matrix stands between", () => {
  assert.equal(drawn(op("pow", [A, number(3)], 2, 2)), "A ∘3");
  assert.equal(drawn(op("pow", [A, both("sub", B, number(1))], 2, 2)), "A ^ ( B − 1 )");
  assert.equal(drawn(both("mul", A, op("pow", [A, B], 2, 2))), "A ∘ A ^ B");
});

test("sums and products of all cells have their own sign, those along an axis have not", () => {
  assert.equal(drawn(op("prod", [A], 1, 1)), "∏ A");
  assert.equal(drawn(op("prod", [A], 1, 2, { axis: 0, function: "<math>prod↓</math>" })), "prod↓ A");
  assert.equal(drawn(op("norm", [A], 1, 1)), "‖ A ‖");
  assert.equal(drawn(op("norm", [A], 1, 2, { axis: 0, function: "<math>norm↓</math>" })), "norm↓ A");
});

test("what reads no gradient is one matrix where only the gradient is of interest", () => {
  const g = gradient("g", 2, 2);
  assert.equal(drawn(both("mul", g, op("where", [A, B, C], 2, 2)), false), "g ∘ ■");
});

test("a sum over rows or over columns is a product with ones", () => {
  const row = op("sum", [A], 1, 2, { axis: 0 });
  assert.deepEqual(drawn(row).split(" ").slice(1), ["·", "A"]);
  const column = op("sum", [both("add", A, B)], 2, 1, { axis: 1 });
  assert.deepEqual(drawn(column).split(" ").slice(0, 6), ["(", "A", "+", "B", ")", "·"]);
  const [ones] = items(row, true);
  assert.deepEqual(ones.type === "matrix" && ones.node.shape, [1, 2]);
});

test("equal copies of a number are the number times ones, and of 1 the ones alone", () => {
  const copies = (/** @type {Tree} */ of) => items(op("spread", [of], 2, 2), true).map(({ type }) => type);
  assert.deepEqual(copies(value("s", 1, 1)), ["matrix", "sign", "matrix"]);
  assert.deepEqual(copies(number(1)), ["matrix"]);
});

test("times a number is a dot, by a number a stroke, on either side", () => {
  const s = value("s", 1, 1);
  assert.equal(drawn(both("mul", A, s)), "A · s");
  assert.equal(drawn(both("mul", s, A)), "s · A");
  assert.equal(drawn(both("div", A, s)), "A / s");
  assert.equal(drawn(both("div", s, A)), "s ⊘ A");
});

test("brackets stand only where the order would be another without them", () => {
  assert.equal(drawn(both("sub", A, both("add", B, C))), "A − ( B + C )");
  assert.equal(drawn(both("add", both("sub", A, B), C)), "A − B + C");
  assert.equal(drawn(both("mul", both("mul", A, B), C)), "A ∘ B ∘ C");
  assert.equal(drawn(both("mul", both("add", A, B), C)), "( A + B ) ∘ C");
  assert.equal(drawn(op("neg", [both("add", A, B)], 2, 2)), "− ( A + B )");
  assert.equal(drawn(both("add", op("neg", [A], 2, 2), B)), "− A + B");
  assert.equal(drawn(both("div", A, both("mul", B, C))), "A ⊘ ( B ∘ C )");
});

test("a row of many, turned or not", () => {
  assert.equal(drawn(op("layer", [A, number(2)], 2, 1, { axis: 0 })), "A [2]");
  assert.equal(drawn(op("transpose", [both("add", A, B)], 2, 2)), "( A + B ) ᵀ");
});
