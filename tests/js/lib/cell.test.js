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

/** The names of the cells that cell (i, j) is made from: "A10" is in row 1, column 0. @param {import("../../../static/js/types.js").Tree} tree @param {number} i @param {number} j */
const madeOf = (tree, i, j) =>
  refs(cell(tree, i, j))
    .map((ref) => `${ref.name}${ref.i}${ref.j}`)
    .join(" ");

/** @param {number} start @param {number | "Infinity"} stop @param {number} step */
const bounds = (start, stop, step) => [number(start), { ...number(0), number: stop }, number(step)];

test("a slice counts as NumPy does: from the end, in steps, backwards", () => {
  const A = value("A", 5, 1);
  assert.equal(madeOf(op("slice", [A, ...bounds(-2, "Infinity", 1)], 2, 1, { axis: 0 }), 0, 0), "A30");
  assert.equal(madeOf(op("slice", [A, ...bounds(1, 5, 2)], 2, 1, { axis: 0 }), 1, 0), "A30");
  const all = { ...number(0), number: /** @type {const} */ ("Infinity") };
  const backwards = op("slice", [A, all, all, number(-1)], 5, 1, { axis: 0 });
  assert.equal(madeOf(backwards, 0, 0), "A40");
  assert.equal(madeOf(backwards, 4, 0), "A00");
});

test("what was sliced is put back among zeros", () => {
  const [g, like] = [gradient("s", 2, 1), value("A", 5, 1)];
  const back = op("unslice", [g, like, ...bounds(1, 5, 2)], 5, 1, { axis: 0 });
  assert.deepEqual(
    [0, 1, 2, 3, 4].map((i) => madeOf(back, i, 0)),
    ["", "s00", "", "s10", ""],
  );
  assert.deepEqual(cell(back, 0, 0), { number: 0 });
});

test("many matrices side by side, and the piece of one of them", () => {
  const parts = [value("A", 1, 2), value("B", 1, 1), value("C", 1, 2)];
  const all = op("concat", parts, 1, 5, { axis: 1 });
  assert.deepEqual(
    [0, 1, 2, 3, 4].map((j) => madeOf(all, 0, j)),
    ["A00", "A01", "B00", "C00", "C01"],
  );
  const piece = op("piece", [gradient("g", 1, 5), number(2), ...parts], 1, 2, { axis: 1 });
  assert.equal(madeOf(piece, 0, 1), "g04");
});

test("columns are stacked as rows, or side by side", () => {
  const columns = [value("a", 3, 1), value("b", 3, 1)];
  assert.equal(madeOf(op("stack", columns, 2, 3, { axis: 0 }), 1, 2), "b20");
  assert.equal(madeOf(op("stack", columns, 3, 2, { axis: 1 }), 2, 1), "b20");
  assert.equal(madeOf(op("layer", [gradient("g", 2, 3), number(1)], 3, 1, { axis: 0 }), 2, 0), "g12");
});

test("running sums, and the product of all others", () => {
  const A = value("A", 2, 2);
  assert.equal(madeOf(op("cumsum", [A], 2, 2), 1, 0), "A00 A01 A10");
  assert.equal(madeOf(op("cumsum", [A], 2, 2, { axis: 0 }), 1, 0), "A00 A10");
  assert.equal(madeOf(op("cumsum_back", [A], 2, 2), 1, 0), "A10 A11");
  assert.equal(madeOf(op("others", [A], 2, 2), 0, 1), "A00 A10 A11");
  assert.deepEqual(cell(op("others", [value("s", 1, 1)], 1, 1), 0, 0), { number: 1 });
});

test("a row that an id chooses is one row, as soon as the id is known", () => {
  const [E, ids] = [value("E", 3, 2), value("ids", 2, 1)];
  const rows = op("take", [E, ids], 2, 2);
  const chosen = (/** @type {{name: string, i: number}} */ { name, i }) =>
    name === "ids" ? [2, 0][i] : undefined;
  assert.deepEqual(refs(cell(rows, 0, 1, chosen)).map(keyOf), ["value:E:2:1"]);
  assert.equal(refs(cell(rows, 0, 1)).length, 4); // the id, and a cell of each row
  const back = op("put", [gradient("g", 2, 2), ids, E], 3, 2);
  assert.deepEqual(refs(cell(back, 0, 1, chosen)).map(keyOf), ["gradient:g:1:1"]);
  assert.deepEqual(cell(back, 1, 1, chosen), { number: 0 });
  const given = op("take", [E, op("concat", [number(2), number(0)], 2, 1, { axis: 0 })], 2, 2);
  assert.deepEqual(refs(cell(given, 0, 1)).map(keyOf), ["value:E:2:1"]);
});

test("a convolution multiplies a window with the kernel; zeros outside are left out", () => {
  const [X, K] = [value("X", 3, 3), value("K", 2, 2)];
  assert.equal(
    madeOf(op("conv2d", [X, K, number(1), number(0)], 2, 2), 1, 1),
    "X11 K00 X12 K01 X21 K10 X22 K11",
  );
  assert.equal(madeOf(op("conv2d", [X, K, number(1), number(1)], 4, 4), 0, 0), "X00 K11");
  const g = gradient("z", 2, 2);
  assert.equal(madeOf(op("conv2d_to_input", [g, K, X, number(1), number(0)], 3, 3), 0, 0), "z00 K00");
  assert.equal(
    madeOf(op("conv2d_to_kernel", [X, g, K, number(1), number(0)], 2, 2), 0, 1).split(" ").length,
    8,
  );
});

test("a pool gathers a window and sends back to it", () => {
  const X = value("X", 5, 4);
  assert.equal(madeOf(op("max_pool", [X, number(2)], 2, 2), 1, 0), "X20 X21 X30 X31");
  const up = op("upsample", [gradient("p", 2, 2), X, number(2)], 5, 4);
  assert.equal(madeOf(up, 3, 1), "p10");
  assert.deepEqual(cell(up, 4, 0), { number: 0 }); // no window reaches the last row
});
