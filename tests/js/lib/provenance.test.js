import assert from "node:assert/strict";
import { test } from "node:test";
import { keyOf } from "../../../static/js/lib/cell.js";
import { goesInto, madeFrom, readersOf } from "../../../static/js/lib/provenance.js";
import { both, gradient, matmul, number, op, transpose, value } from "../trees.js";

/**
 * @typedef {import("../../../static/js/types.js").Tree} Tree
 * @typedef {import("../../../static/js/types.js").Ref} Ref
 */

const [W, x, z, h] = [value("W", 2, 3), value("x", 3, 1), value("z", 2, 1), value("h", 2, 1)];
const dz = gradient("z", 1, 2);

/** @param {"forward" | "backward"} phase @param {string} quantity @param {Tree} tree @param {Tree | null} [stable_tree] */
const step = (phase, quantity, tree, stable_tree = null) =>
  /** @type {any} */ ({ phase, quantity, tree, stable_tree });

/** z = Wx, h = z ∘ z, J = Σh, and back */
const STEPS = [
  step("forward", "z", matmul(W, x)),
  step("forward", "h", op("square", [z], 2, 1, { definition: both("mul", z, z) })),
  step("forward", "J", op("sum", [h], 1, 1)),
  step("backward", "h", op("spread", [number(1)], 1, 2)),
  step("backward", "z", both("mul", gradient("h", 1, 2), transpose(both("mul", number(2), z)))),
  step("backward", "W", matmul(transpose(dz), transpose(x))),
  step("backward", "x", transpose(matmul(dz, W))),
];
/** @type {Record<string, [number, number]>} */
const VALUES = { W: [2, 3], x: [3, 1], z: [2, 1], h: [2, 1], J: [1, 1] };
/** @type {Record<string, [number, number]>} */
const GRADIENTS = { W: [2, 3], x: [3, 1], z: [1, 2], h: [1, 2] };

/** @param {(ref: Ref) => number} [lookup] @returns {any} */
const viewOf = (lookup = () => 1) => ({
  precision: 3,
  lookup,
  matrix: (/** @type {string} */ kind, /** @type {string} */ name) => ({
    shape: (kind === "value" ? VALUES : GRADIENTS)[name],
  }),
});
const view = viewOf();

/** @param {"value" | "gradient"} kind @param {string} name @param {number} i @param {number} j @returns {Ref} */
const at = (kind, name, i, j) => ({ kind, name, i, j });

/** Every cell there is. */
function cells() {
  return [...Object.entries(VALUES), ...Object.entries(GRADIENTS)].flatMap(([name, [rows, columns]], k) =>
    Array.from({ length: rows * columns }, (_, n) =>
      at(k < Object.keys(VALUES).length ? "value" : "gradient", name, Math.floor(n / columns), n % columns),
    ),
  );
}

test("a cell is made from the cells of its arithmetic, and what is given from none", () => {
  assert.deepEqual(madeFrom(at("value", "z", 1, 0), STEPS, view).map(keyOf), [
    "value:W:1:0",
    "value:x:0:0",
    "value:W:1:1",
    "value:x:1:0",
    "value:W:1:2",
    "value:x:2:0",
  ]);
  assert.deepEqual(madeFrom(at("value", "x", 0, 0), STEPS, view), []);
  assert.deepEqual(madeFrom(at("gradient", "h", 0, 1), STEPS, view), [], "a number alone");
});

test("a value goes into later values and into the gradients that read it", () => {
  assert.deepEqual(goesInto(at("value", "x", 2, 0), STEPS, view), {
    refs: [
      at("value", "z", 0, 0),
      at("value", "z", 1, 0),
      at("gradient", "W", 0, 2),
      at("gradient", "W", 1, 2),
    ],
    unseen: 0,
  });
  assert.deepEqual(readersOf(at("value", "J", 0, 0), STEPS), []);
});

test("each direction is the other one turned round", () => {
  const arrows = (/** @type {(ref: Ref) => string[]} */ write) => cells().flatMap(write).sort();
  const from = arrows((to) => madeFrom(to, STEPS, view).map((ref) => `${keyOf(ref)} → ${keyOf(to)}`));
  const into = arrows((ref) => goesInto(ref, STEPS, view).refs.map((to) => `${keyOf(ref)} → ${keyOf(to)}`));
  assert.deepEqual(into, from);
  assert.ok(from.length > 40);
});

test("where the careful way is the one that is written out, its cells are meant", () => {
  const fused = step("forward", "J", op("log", [op("exp", [h], 2, 1)], 1, 1), op("sum", [z], 1, 1));
  const steps = [fused];
  const overflowing = viewOf(({ name }) => (name === "h" ? 1000 : name === "J" ? 4 : 2));
  assert.deepEqual(madeFrom(at("value", "J", 0, 0), steps, overflowing), [
    at("value", "z", 0, 0),
    at("value", "z", 1, 0),
  ]);
  assert.deepEqual(goesInto(at("value", "z", 1, 0), steps, overflowing).refs, [at("value", "J", 0, 0)]);
  assert.deepEqual(goesInto(at("value", "h", 0, 0), steps, overflowing).refs, []);
});

test("of matrices too large to look at whole, rows and columns are, and the rest is counted", () => {
  const n = 400;
  const [A, B] = [value("A", n, n), value("B", n, n)];
  const large = viewOf();
  large.matrix = () => ({ shape: [n, n] });
  const started = performance.now();
  const { refs, unseen } = goesInto(at("value", "A", 7, 3), [step("forward", "C", matmul(A, B))], large);
  assert.ok(performance.now() - started < 2000);
  assert.equal(unseen, n * n - 500);
  assert.ok(refs.length > 250 && refs.every(({ i }) => i === 7), String(refs.length));
});
