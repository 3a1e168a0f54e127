import assert from "node:assert/strict";
import { test } from "node:test";
import { LEVELS, largest, scale, shade } from "../../../static/js/lib/shade.js";

/** @param {import("../../../static/js/types.js").WireNumber[][]} data @returns {any} */
const matrix = (data) => ({ data });
const trace = {
  values: { z: matrix([[0.5], [-2]]), h: matrix([["Infinity"], [1]]) },
  gradients: { z: matrix([[0.4, 0]]) },
};

test("shades are symmetric about zero, and only zero is paper", () => {
  assert.deepEqual(shade(2, 2), { sign: "+", level: LEVELS });
  assert.deepEqual(shade(-2, 2), { sign: "-", level: LEVELS });
  assert.deepEqual(shade(0, 2), { sign: "0", level: 0 });
  assert.deepEqual(shade(-0, 2), { sign: "0", level: 0 });
  assert.equal(shade(1e-9, 2).level, 1);
});

test("what is not finite has a kind of its own or the end of the scale", () => {
  assert.equal(shade(Number.NaN, 2).sign, "?");
  assert.deepEqual(shade(-Infinity, 2), { sign: "-", level: LEVELS });
});

test("the scale is of the matrix, of its role, or of the sheet", () => {
  assert.equal(largest(Object.values(trace.values)), 2);
  assert.equal(scale(trace, "matrix")("value", "h"), 1);
  assert.equal(scale(trace, "role")("gradient", "z"), 0.4);
  assert.equal(scale(trace, "sheet")("gradient", "z"), 2);
});
