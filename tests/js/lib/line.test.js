import assert from "node:assert/strict";
import { test } from "node:test";
import { line, textOf } from "../../../static/js/lib/line.js";

/**
 * @import {Expr, Ref} from "../../../static/js/types.js"
 * @import {Leaf} from "../../../static/js/lib/line.js"
 */

/** @param {string} name @returns {Expr} */
const cell = (name) => ({ ref: { kind: "value", name, i: 0, j: 0 } });
/** @param {string} op @param {...Expr} args @returns {Expr} */
const of = (op, ...args) => ({ op, args });
const [a, b, c] = ["a", "b", "c"].map(cell);
const minus = (/** @type {number} */ number) => ({ number: -number });

/** @param {Expr} node @returns {Leaf} */
function leafOf(node) {
  if ("ref" in node) return { part: { text: node.ref.name, ref: node.ref }, negative: false };
  const { number } = /** @type {{number: number}} */ (node);
  return { part: { text: String(number).replace("-", "−") }, negative: number < 0 };
}

const written = (/** @type {Expr} */ expr) => textOf(line(expr, leafOf));

test("brackets stand only where the order would be another without them", () => {
  assert.equal(written(of("add", of("mul", a, b), c)), "a · b + c");
  assert.equal(written(of("mul", of("add", a, b), c)), "(a + b) · c");
  assert.equal(written(of("sub", a, of("sub", b, c))), "a − (b − c)");
  assert.equal(written(of("sub", of("sub", a, b), c)), "a − b − c");
  assert.equal(written(of("div", a, of("mul", b, c))), "a / (b · c)");
  assert.equal(written(of("pow", of("neg", a), b)), "(−a) ^ b");
  assert.equal(written(of("neg", of("add", a, b))), "−(a + b)");
  assert.equal(written(of("exp", of("add", a, b))), "exp(a + b)");
});

test("a negative number needs brackets, unless nothing stands to its left", () => {
  assert.equal(written(of("add", minus(2), minus(3))), "−2 + (−3)");
  assert.equal(written(of("mul", minus(2), a)), "−2 · a");
  assert.equal(written(of("pow", minus(2), { number: 3 })), "(−2) ^ 3");
  assert.equal(written(of("maximum", a, minus(1))), "max(a, −1)");
});

test("many are written in a row, and one alone as itself", () => {
  assert.equal(written(of("sum", a, of("mul", b, c), minus(1))), "a + b · c + (−1)");
  assert.equal(written(of("prod", of("sum", a, b), c)), "(a + b) · c");
  assert.equal(written(of("mul", a, of("sum", of("sub", b, c)))), "a · (b − c)");
  assert.equal(written(of("mean", a, b)), "(a + b) / 2");
});

test("comparisons stand in square brackets of their own", () => {
  assert.equal(written(of("mul", of("greater", a, minus(1)), b)), "[a > −1] · b");
  assert.equal(written(of("add", a, of("less", minus(2), minus(1)))), "a + [−2 < −1]");
});

test("what can be followed stays a piece of its own; plain text between is joined", () => {
  const parts = line(of("mul", of("add", a, { number: 1 }), b), leafOf);
  assert.deepEqual(
    parts.map(({ text, ref }) => (ref ? `<${ref.name}>` : text)),
    ["(", "<a>", " + 1) · ", "<b>"],
  );
});
