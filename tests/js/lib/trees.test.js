import assert from "node:assert/strict";
import { test } from "node:test";
import { cell } from "../../../static/js/lib/cell.js";
import { evaluate } from "../../../static/js/lib/evaluate.js";
import { items } from "../../../static/js/lib/items.js";
import {
  isConstant,
  isMask,
  namesIn,
  ones,
  plain,
  productOf,
  sumOf,
  withDiagonal,
  withDrawn,
} from "../../../static/js/lib/trees.js";

import { both, gradient, matmul, number, op, transpose, value } from "../trees.js";

/** @import {Ref, Tree} from "../../../static/js/types.js" */

/** @param {Tree} tree @param {boolean} [literally] */
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
  /** @param {Ref} ref */
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
  const node = /** @type {Tree[]} */ (masked.args)[1];
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

test("the names that a tree reads, each once; a gradient is none of them", () => {
  assert.deepEqual(namesIn(both("add", matmul(W, x), both("mul", b, matmul(W, x)))), ["W", "x", "b"]);
  assert.deepEqual(namesIn(masked), ["h"]);
});

test("what reads nothing is constant, however it is computed", () => {
  const five = both("add", number(2), number(3));
  assert.deepEqual(
    [isConstant(five), isConstant(op("exp", [five], 1, 1)), isConstant(x)],
    [true, true, false],
  );
  assert.equal(isConstant(both("add", five, x)), false);
});

test("ones are a column, and a row of them says that it is turned", () => {
  assert.deepEqual([ones([3, 1], ["n", "1"]).symbol, ones([1, 3], ["1", "n"]).symbol], ["1", "1ᵀ"]);
  const matrix = ones([2, 3], ["2", "3"]);
  assert.ok(isMask(matrix) && isConstant(matrix));
  assert.equal(
    evaluate(cell(matrix, 1, 2), () => 0),
    1,
  );
});

test("a mask as a diagonal matrix is found through ᵀ, and not where two quantities meet", () => {
  const turned = withDiagonal(transpose(masked));
  assert.equal(turned?.args?.[0].op, "matmul");
  assert.equal(withDiagonal(both("mul", row, transpose(h))), null, "h is a quantity, no function of one");
  assert.equal(withDiagonal(both("mul", row, number(2))), null);
  assert.equal(withDiagonal(both("mul", value("A", 4, 4), op("sgn", [value("B", 4, 4)], 4, 4))), null);
});

test("terms add up from the left, and factors multiply where all are there", () => {
  const lookup = (/** @type {Ref} */ { name }) => ({ x: 2, y: 3, z: 5 })[name] ?? 0;
  const [s, t, u] = ["x", "y", "z"].map((name) => value(name, 1, 1));
  const sum = sumOf([s, t, u]);
  assert.equal(drawn(sum), "x + y + z");
  assert.equal(evaluate(cell(sum, 0, 0), lookup), 10);
  assert.equal(sumOf([s]), s);
  const product = productOf([value("A", 2, 3), value("B", 3, 4), value("C", 4, 1)]);
  assert.deepEqual(product?.shape, [2, 1]);
  assert.equal(product && drawn(product), "A · B · C");
  assert.equal(productOf([W, null, x]), null);
});
