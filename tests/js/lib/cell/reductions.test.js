import assert from "node:assert/strict";
import { test } from "node:test";
import { REDUCTIONS } from "../../../../static/js/lib/cell/reductions.js";
import { byRule, cellsOf, op, value } from "../../trees.js";

/** @import {Tree} from "../../../../static/js/types.js" */

/** @param {Tree} tree @param {number} i @param {number} j */
const madeOf = (tree, i, j) => cellsOf(byRule(REDUCTIONS, tree, i, j));

test("a reduction gathers all cells, or those of one row or column", () => {
  const A = value("A", 2, 3);
  for (const name of ["sum", "mean", "max", "min", "prod"]) {
    assert.equal(madeOf(op(name, [A], 1, 1), 0, 0), "A00 A01 A02 A10 A11 A12");
    assert.equal(madeOf(op(name, [A], 1, 3, { axis: 0 }), 0, 2), "A02 A12");
    assert.equal(madeOf(op(name, [A], 2, 1, { axis: 1 }), 1, 0), "A10 A11 A12");
  }
});

test("how many there are is known from the shape", () => {
  const A = value("A", 2, 3);
  const count = (/** @type {string} */ name, /** @type {number | undefined} */ axis) =>
    byRule(REDUCTIONS, op(name, [A], 1, 1, axis === undefined ? {} : { axis }), 0, 0);
  assert.deepEqual(
    [count("count", undefined), count("count", 0), count("count", 1)],
    [{ number: 6 }, { number: 2 }, { number: 3 }],
  );
  assert.deepEqual(
    [count("examples", undefined), count("examples", 0), count("examples", 1)],
    [{ number: 1 }, { number: 3 }, { number: 2 }],
  );
  assert.deepEqual(
    [count("terms", undefined), count("terms", 0), count("terms", 1)],
    [{ number: 6 }, { number: 3 }, { number: 2 }],
  );
});

test("running sums, and the product of all others", () => {
  const A = value("A", 2, 2);
  assert.equal(madeOf(op("cumsum", [A], 2, 2), 1, 0), "A00 A01 A10");
  assert.equal(madeOf(op("cumsum", [A], 2, 2, { axis: 0 }), 1, 0), "A00 A10");
  assert.equal(madeOf(op("cumsum_back", [A], 2, 2), 1, 0), "A10 A11");
  assert.equal(madeOf(op("others", [A], 2, 2), 0, 1), "A00 A10 A11");
  assert.deepEqual(byRule(REDUCTIONS, op("others", [value("s", 1, 1)], 1, 1), 0, 0), { number: 1 });
});
