import assert from "node:assert/strict";
import { test } from "node:test";
import { evaluate } from "../../../static/js/lib/evaluate.js";
import { signalsOf, sumAt, termsOf, withTerms } from "../../../static/js/lib/paths.js";

/**
 * @typedef {import("../../../static/js/types.js").GradientPaths} GradientPaths
 * @typedef {GradientPaths["by_step"][number]} LastStep
 */

/** @param {string} name @param {Partial<{leapt: boolean, use: number}>} [more] */
const link = (name, more = {}) => ({ name, leapt: false, use: null, ...more });
/** @param {string} via @param {Partial<LastStep>} [more] @returns {LastStep} */
const step = (via, more = {}) => ({ via, through: null, use: null, count: 1, data: null, ...more });
/** @param {GradientPaths["paths"][number]["chain"]} chain @param {number[][]} data */
const path = (chain, data) => ({ chain, data, latex: "", mathml: "<math></math>" });
/** @param {Partial<GradientPaths>} it @returns {GradientPaths} */
const told = (it) => ({
  count: 1,
  listed: true,
  note: null,
  paths: [],
  by_step: [],
  uses: { count: 0, by: [] },
  ...it,
});

/** J = CE(y, softmax(a)), a = v + x, v = x ∘ x */
const SQUARE = {
  a: told({
    paths: [path([link("J"), link("p", { leapt: true }), link("a")], [[1]])],
    by_step: [step("J", { through: "p" })],
    uses: { count: 2, by: ["v", "x"] },
  }),
  v: told({
    paths: [path([link("J"), link("p", { leapt: true }), link("a"), link("v")], [[1]])],
    by_step: [step("a")],
    uses: { count: 2, by: ["x"] },
  }),
  x: told({
    count: 3,
    paths: [
      path([link("J"), link("p", { leapt: true }), link("a"), link("x")], [[1, 10]]),
      path([link("J"), link("p", { leapt: true }), link("a"), link("v"), link("x", { use: 1 })], [[2, 20]]),
      path([link("J"), link("p", { leapt: true }), link("a"), link("v"), link("x", { use: 2 })], [[2, 20]]),
    ],
    by_step: [step("a"), step("v", { use: 1 }), step("v", { use: 2 })],
  }),
};

test("each listed path is a term, and says which of how many uses it is", () => {
  const terms = termsOf(SQUARE, "x");
  assert.deepEqual(
    terms.map(({ links }) => links.map(({ name }) => name).join(" ")),
    ["J p a x", "J p a v x", "J p a v x"],
  );
  const { use, uses } = terms[2].links[4];
  assert.deepEqual([use, uses], [2, 2]);
  assert.deepEqual([...terms[0].way.edges], ["p J", "a p", "x a"]);
  assert.ok(!terms[0].way.on.has("v"));
});

test("where no path is listed, the last steps are the terms, and light all that leads to them", () => {
  const by_step = [
    step("a", { count: 5, data: [[1]] }),
    step("v", { count: "9007199254740993", data: [[2]] }),
  ];
  const many = { ...SQUARE, x: told({ listed: false, count: 9, by_step }) };
  const terms = termsOf(many, "x");
  assert.deepEqual(
    terms.map(({ count, mathml }) => [count, mathml]),
    [
      [5, null],
      ["9007199254740993", null],
    ],
  );
  assert.deepEqual([...terms[1].way.on].sort(), ["J", "a", "p", "v", "x"]);
  assert.deepEqual([...terms[1].way.edges].sort(), ["a p", "p J", "v a", "x v"]);
});

test("every signal on the way is counted: its uses, and the paths through it", () => {
  assert.deepEqual(signalsOf(SQUARE, "x"), [
    { name: "a", count: 2, by: ["v", "x"], paths: 3 },
    { name: "v", count: 2, by: ["x"], paths: 2 },
  ]);
  assert.deepEqual(signalsOf(SQUARE, "a"), []);
});

test("the terms become gradients that add up to the one they come from", () => {
  const terms = termsOf(SQUARE, "x");
  const gradient = { shape: [1, 2], sizes: ["1", "n"], symbol: "∂J/∂x", data: [[5, 50]] };
  const trace = withTerms(
    /** @type {any} */ ({ gradients: { x: gradient } }),
    "x",
    terms,
    (k) => `path ${k}`,
  );
  const lookup = (/** @type {import("../../../static/js/types.js").Ref} */ { name, i, j }) =>
    Number(trace.gradients[name].data[i][j]);
  assert.equal(evaluate(sumAt(terms, 0, 1), lookup), 50);
  assert.equal(trace.gradients["#2"].symbol, "path 2");
});
