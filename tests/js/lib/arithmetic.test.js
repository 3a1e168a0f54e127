import assert from "node:assert/strict";
import { test } from "node:test";
import { arithmetic } from "../../../static/js/lib/arithmetic.js";
import { cell } from "../../../static/js/lib/cell.js";
import { evaluate } from "../../../static/js/lib/evaluate.js";
import { formatNumber } from "../../../static/js/lib/format.js";
import { textOf } from "../../../static/js/lib/line.js";
import { both, gradient, matmul, number, op, transpose, value } from "../trees.js";

/** Evaluates what is written, as a reader would. @param {string} text @returns {number} */
function recomputed(text) {
  const source = text
    .replace(/√([\d.]+(?:e−?\d+)?)/g, "sqrt($1)")
    .replaceAll("√", "sqrt")
    .replaceAll("−", "-")
    .replaceAll("·", "*")
    .replaceAll("^", "**")
    .replaceAll("[", "Number(")
    .replaceAll("]", ")")
    .replaceAll(" = ", " === ")
    .replaceAll("≠", "!==")
    .replaceAll("≥", ">=")
    .replaceAll("≤", "<=");
  const where = (/** @type {number} */ condition, /** @type {number} */ a, /** @type {number} */ b) =>
    condition ? a : b;
  const names = ["exp", "log", "max", "min", "sqrt", "abs", "tanh", "cos", "log1p"];
  const functions = names.map((name) => Reflect.get(Math, name));
  return new Function("sgn", "where", ...names, `return ${source}`)(Math.sign, where, ...functions);
}

/** Pseudo-random numbers that are the same every time. @param {number} seed */
function numbers(seed) {
  let state = seed;
  return () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state / 1073741824 - 1;
  };
}

const d1 = gradient("Theta", 1, 3);
const U = value("U", 3, 4);
const h = value("h", 4, 1);
const masked = both("mul", matmul(d1, U), transpose(op("sgn", [h], 4, 1)));
/** @type {Record<string, number[][]>} */
const known = {
  Theta: [[0.24970023, -0.32124081, 0.07154059]],
  U: [
    [1, 0, 0.5, -1],
    [-0.5, 1, 1, 0],
    [0, 0.5, -1, 1],
  ],
  h: [[0.5], [1], [0.5], [0]],
};
/** @param {import("../../../static/js/types.js").Ref} ref */
const look = ({ name, i, j }) => known[name][i][j];

test("the line of the brief", () => {
  const expr = cell(masked, 0, 1);
  const it = arithmetic(expr, look, evaluate(expr, look), 3);
  assert.equal(textOf(it.numbers), "(0.25 · 0 + (−0.321) · 1 + 0.072 · 0.5) · sgn(1)");
  assert.equal(it.result, "−0.285");
  assert.equal(it.symbols.filter((part) => part.ref).length, 7);
});

test("more digits are shown where fewer would not give the number", () => {
  const expr = cell(both("mul", d1, number(2)), 0, 0);
  const it = arithmetic(expr, look, evaluate(expr, look), 3);
  assert.equal(it.result, "0.499");
  assert.equal(textOf(it.numbers), "0.2497 · 2");
});

test("a root is written as one, and what is more than one thing stands in brackets below it", () => {
  const A = value("A", 1, 1);
  const written = (/** @type {import("../../../static/js/types.js").Tree} */ tree) => {
    const expr = cell(tree, 0, 0);
    return textOf(
      arithmetic(
        expr,
        () => 3,
        evaluate(expr, () => 3),
        3,
      ).numbers,
    );
  };
  const root = op("sqrt", [number(2)], 1, 1);
  assert.equal(written(both("div", A, root)), "3 / √2");
  assert.equal(written(op("sqrt", [both("add", A, number(2))], 1, 1)), "√(3 + 2)");
  assert.equal(written(op("pow", [root, number(2)], 1, 1)), "(√2) ^ 2");
});

test("every written line gives its number again, at every precision", () => {
  const next = numbers(7);
  const A = value("A", 3, 3);
  const B = value("B", 3, 3);
  const sum = op("sum", [op("exp", [A], 3, 3)], 1, 1);
  const trees = [
    both("add", matmul(A, B), op("neg", [B], 3, 3)),
    both("sub", A, both("sub", B, A)),
    both("div", op("exp", [A], 3, 3), sum),
    both("mul", both("add", A, B), both("sub", A, B)),
    op("neg", [op("sum", [both("mul", A, B)], 1, 1)], 1, 1),
    op("pow", [op("neg", [A], 3, 3), number(2)], 3, 3),
    op("mean", [both("maximum", A, B)], 1, 1),
    both("div", A, both("div", B, number(-3))),
    both("div", A, op("sqrt", [both("mul", B, B)], 3, 3)),
    op("prod", [A], 1, 3, { axis: 0 }),
    both("mul", B, op("prod", [both("sub", A, B)], 1, 1)),
    op("min", [op("neg", [A], 3, 3)], 1, 1),
    both("mul", both("greater", A, B), both("less_equal", both("mul", A, B), number(0.1))),
    op("where", [both("not_equal", op("sgn", [A], 3, 3), number(1)), B, both("over", A, B)], 3, 3),
    op("neg", [op("sum", [both("weighted", op("abs", [A], 3, 3), op("cos", [B], 3, 3))], 1, 1)], 1, 1),
    op("log1p", [op("abs", [both("equal", A, A)], 3, 3)], 3, 3),
    op("tanh", [op("abs", [both("minimum", A, number(0))], 3, 3)], 3, 3),
  ];
  for (let round = 0; round < 20; round++) {
    const data = { A: grid(next), B: grid(next) };
    /** @param {import("../../../static/js/types.js").Ref} ref */
    const lookup = ({ name, i, j }) => data[/** @type {"A" | "B"} */ (name)][i][j];
    for (const tree of trees) {
      for (const precision of [1, 2, 3, 4, 5, 6]) {
        const expr = cell(tree, round % 3, (round + 1) % 3);
        const it = arithmetic(expr, lookup, evaluate(expr, lookup), precision);
        assert.ok(it.holds);
        assert.equal(formatNumber(recomputed(textOf(it.numbers)), precision), it.result, textOf(it.numbers));
      }
    }
  }
});

/** @param {() => number} next */
function grid(next) {
  return [0, 1, 2].map(() => [0, 1, 2].map(() => Math.round(next() * 1e7) / 1e6));
}

test("a long sum tells the sum of its middle, and still adds up", () => {
  const a = value("a", 1, 100);
  const expr = cell(matmul(a, transpose(a)), 0, 0);
  /** @param {import("../../../static/js/types.js").Ref} ref */
  const lookup = ({ j }) => Math.sin(j + 1) * 3;
  const it = arithmetic(expr, lookup, evaluate(expr, lookup), 3);
  const { from, to } = it.numbers.find(({ partial }) => partial)?.partial ?? {};
  assert.deepEqual({ from, to }, { from: 9, to: 96 });
  assert.equal(formatNumber(recomputed(textOf(it.numbers)), 3), it.result);
  assert.match(textOf(it.symbols), /…/);
});

test("where the plain way overflows it is said not to hold", () => {
  const theta = value("Theta", 1, 1);
  const e = op("exp", [theta], 1, 1);
  const it = arithmetic(cell(both("div", e, op("sum", [e], 1, 1)), 0, 0), () => 1000, 1, 3);
  assert.equal(it.holds, false);
});

test("nor where only something on the way overflows", () => {
  const theta = value("Theta", 2, 1);
  const e = op("exp", [theta], 2, 1);
  const expr = cell(both("div", e, op("sum", [e], 1, 1)), 0, 0);
  assert.equal(arithmetic(expr, ({ i }) => (i === 0 ? 1 : 1000), 0, 3).holds, false);
  const log = op(
    "neg",
    [op("sum", [both("mul", value("y", 2, 1), op("log", [value("p", 2, 1)], 2, 1))], 1, 1)],
    1,
    1,
  );
  const known = { y: [0, 1], p: [0, 1] };
  const lookup = (/** @type {{name: string, i: number}} */ { name, i }) =>
    known[/** @type {"y" | "p"} */ (name)][i];
  assert.equal(arithmetic(cell(log, 0, 0), lookup, 0, 3).holds, false);
});

test("comparisons, products of many and choices are written as on paper", () => {
  const A = value("A", 1, 3);
  const lookup = (/** @type {{j: number}} */ { j }) => [0.5, -2, 3][j];
  /** @param {import("../../../static/js/types.js").Tree} tree */
  const written = (tree) => {
    const expr = cell(tree, 0, 0);
    return textOf(arithmetic(expr, lookup, evaluate(expr, lookup), 3).numbers);
  };
  assert.equal(written(both("greater", A, number(-1))), "[0.5 > −1]");
  assert.equal(written(op("prod", [A], 1, 1)), "0.5 · (−2) · 3");
  assert.equal(
    written(op("where", [both("less", A, number(1)), A, number(0)], 1, 3)),
    "where([0.5 < 1], 0.5, 0)",
  );
});

test("a weight of 0 stands alone where what it leaves out is not finite", () => {
  const y = value("y", 2, 1);
  const p = value("p", 2, 1);
  const tree = op("sum", [both("weighted", y, op("log", [p], 2, 1))], 1, 1);
  /** @type {Record<string, number[]>} */
  const data = { y: [0, 1], p: [0, 0.5] };
  const lookup = (/** @type {import("../../../static/js/types.js").Ref} */ { name, i }) => data[name][i];
  const expr = cell(tree, 0, 0);
  const it = arithmetic(expr, lookup, evaluate(expr, lookup), 3);
  assert.ok(it.holds);
  assert.equal(textOf(it.numbers), "0 + 1 · log(0.5)");
});

test("very many factors and candidates are told by their own value, as terms are", () => {
  const A = value("A", 1, 100);
  const lookup = (/** @type {{j: number}} */ { j }) => (j === 50 ? 2 : 1);
  for (const [name, result] of /** @type {const} */ ([
    ["prod", 2],
    ["max", 2],
    ["min", 1],
    ["mean", 1.01],
  ])) {
    const expr = cell(op(name, [A], 1, 1), 0, 0);
    const it = arithmetic(expr, lookup, evaluate(expr, lookup), 3);
    assert.equal(it.numbers.filter(({ partial }) => partial).length, 1);
    assert.ok(it.holds && recomputed(textOf(it.numbers)) === result, name);
  }
});
