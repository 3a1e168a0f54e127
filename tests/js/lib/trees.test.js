import assert from "node:assert/strict";
import { test } from "node:test";
import { cell } from "../../../static/js/lib/cell.js";
import { evaluate } from "../../../static/js/lib/evaluate.js";
import { items } from "../../../static/js/lib/items.js";
import { isMask, plain, withDiagonal, withDrawn } from "../../../static/js/lib/trees.js";
import { both, gradient, matmul, op, transpose, value } from "../trees.js";

/** @param {import("../../../static/js/types.js").Tree} tree @param {boolean} [literally] */
const drawn = (tree, literally = false) =>
  items(tree, literally)
    .map((item) => {
      if (item.type === "matrix") return item.node.name ?? item.node.gradient ?? `[${item.node.op}]`;
      if ("text" in item) return item.text;
      return { open: "(", close: ")", transpose: "ᵀ", function: "f" }[item.type];
    })
    .join(" ");

const [W, x, b, z, h] = [
  value("W", 4, 3),
  value("x", 3, 1),
  value("b", 4, 1),
  value("z", 4, 1),
  value("h", 4, 1),
];
const sgn = op("sgn", [h], 4, 1);
const row = gradient("h", 1, 4);
const masked = both("mul", row, transpose(sgn));

test("an equation is drawn as it is written", () => {
  assert.equal(drawn(both("add", matmul(W, x), b)), "W · x + b");
  assert.equal(drawn(transpose(both("sub", z, h))), "( z − h ) ᵀ");
  assert.equal(drawn(matmul(W, both("add", x, x))), "W · ( x + x )");
  assert.equal(drawn(both("sub", z, both("sub", z, h))), "z − ( z − h )");
});

test("functions are literal in an equation and one matrix in a derivation", () => {
  const relu = op("relu", [z], 4, 1, { function: "<math/>" });
  assert.equal(drawn(relu, true), "f z");
  assert.equal(drawn(op("ce", [z, h], 1, 1, { function: "<math/>" }), true), "f ( z , h )");
  assert.equal(drawn(masked), "h ∘ [transpose]");
});

test("∘ with a mask is the product with a diagonal matrix, in rows and in columns", () => {
  const data = { h: [[0.5], [0], [2], [1]] };
  /** @param {import("../../../static/js/types.js").Ref} ref */
  const lookup = ({ kind, i, j }) => (kind === "gradient" ? i + j + 1 : data.h[i][0]);
  for (const tree of [masked, both("mul", gradient("h", 4, 1), sgn)]) {
    const other = withDiagonal(tree);
    assert.ok(other);
    assert.equal(other.op, "matmul");
    for (let k = 0; k < 4; k++) {
      const [i, j] = tree.shape[0] === 1 ? [0, k] : [k, 0];
      assert.equal(evaluate(cell(other, i, j), lookup), evaluate(cell(tree, i, j), lookup));
    }
  }
  assert.equal(withDiagonal(matmul(W, x)), null);
});

test("masks are known through ᵀ and diag", () => {
  assert.ok(isMask(transpose(sgn)));
  assert.ok(isMask(op("diag", [sgn], 4, 4)));
  assert.ok(!isMask(transpose(h)));
});

test("what is drawn as one matrix can be lit as one", () => {
  const node = /** @type {import("../../../static/js/types.js").Tree[]} */ (masked.args)[1];
  const tree = withDrawn(masked, new Map([[node, "#1"]]));
  assert.deepEqual(cell(tree, 0, 2), {
    op: "mul",
    args: [
      { ref: { kind: "gradient", name: "h", i: 0, j: 2 } },
      { ref: { kind: "value", name: "#1", i: 0, j: 2 } },
    ],
  });
});

test("names in plain text", () => {
  const trace = { values: { h: { symbol: "h" } }, gradients: { h: { symbol: "∂J/∂h" } } };
  assert.equal(plain(row, trace), "∂J/∂h");
  assert.equal(plain(transpose(h), trace), "hᵀ");
  assert.equal(plain(transpose(sgn), trace), "sgn(h)ᵀ");
});
