import assert from "node:assert/strict";
import { test } from "node:test";
import { cell, keyOf, refs, rulesFor } from "../../../static/js/lib/cell.js";
import { evaluate } from "../../../static/js/lib/evaluate.js";
import { both, gradient, matmul, number, op, transpose, value } from "../trees.js";

await rulesFor({ op: "conv2d" });

/** @param {Record<string, number[][]>} data @returns {(ref: import("../../../static/js/types.js").Ref) => number} */
const lookup =
  (data) =>
  ({ name, i, j }) =>
    data[name][i][j];

test("a product is the sum over the inner size", () => {
  const expr = cell(matmul(value("W", 2, 3), value("x", 3, 1)), 1, 0);
  assert.ok("op" in expr && expr.op === "sum" && expr.args.length === 3);
  assert.deepEqual(refs(expr).map(keyOf), [
    "value:W:1:0",
    "value:x:0:0",
    "value:W:1:1",
    "value:x:1:0",
    "value:W:1:2",
    "value:x:2:0",
  ]);
  assert.equal(evaluate(expr, lookup({ W: [[], [1, 2, 3]], x: [[4], [5], [6]] })), 32);
});

test("an outer product stays a sum with one term", () => {
  const expr = cell(matmul(transpose(gradient("z", 1, 2)), transpose(value("x", 3, 1))), 1, 2);
  assert.deepEqual(expr, {
    op: "sum",
    args: [
      {
        op: "mul",
        args: [
          { ref: { kind: "gradient", name: "z", i: 0, j: 1 } },
          { ref: { kind: "value", name: "x", i: 2, j: 0 } },
        ],
      },
    ],
  });
});

test("a size of 1 is stretched", () => {
  const expr = cell(both("add", value("A", 2, 3), value("b", 2, 1)), 1, 2);
  assert.deepEqual(refs(expr).map(keyOf), ["value:A:1:2", "value:b:1:0"]);
  assert.deepEqual(cell(both("mul", number(2), value("A", 2, 2)), 1, 1), {
    op: "mul",
    args: [{ number: 2 }, { ref: { kind: "value", name: "A", i: 1, j: 1 } }],
  });
});

test("a diagonal matrix has numbers 0 beside its diagonal, from a column as from a row", () => {
  for (const vector of [value("v", 3, 1), value("v", 1, 3)]) {
    const diag = op("diag", [vector], 3, 3);
    assert.deepEqual(cell(diag, 0, 1), { number: 0 });
    assert.equal(refs(cell(diag, 2, 2)).length, 1);
  }
});

test("sums take rows, columns or everything", () => {
  const A = value("A", 2, 3);
  assert.equal(refs(cell(op("sum", [A], 1, 1), 0, 0)).length, 6);
  assert.deepEqual(refs(cell(op("sum", [A], 1, 3, { axis: 0 }), 0, 2)).map(keyOf), [
    "value:A:0:2",
    "value:A:1:2",
  ]);
  assert.deepEqual(refs(cell(op("max", [A], 2, 1, { axis: 1 }), 1, 0)).map(keyOf), [
    "value:A:1:0",
    "value:A:1:1",
    "value:A:1:2",
  ]);
  assert.equal(
    evaluate(cell(op("mean", [A], 1, 1), 0, 0), () => 4),
    4,
  );
});

test("what is no primitive is read through its definition", () => {
  const z = value("z", 2, 1);
  const relu = op("relu", [z], 2, 1, { definition: both("maximum", z, number(0)) });
  const expr = cell(relu, 1, 0);
  assert.equal(
    evaluate(expr, () => -3),
    0,
  );
  assert.equal(
    evaluate(expr, () => 3),
    3,
  );
});

test("softmax of the reference text", () => {
  const theta = value("Theta", 3, 1);
  const e = op("exp", [theta], 3, 1);
  const expr = cell(both("div", e, op("sum", [e], 1, 1)), 1, 0);
  const found = evaluate(expr, lookup({ Theta: [[0.75], [1.75], [-0.5]] }));
  assert.ok(Math.abs(found - 0.67876) < 1e-5);
});
