import assert from "node:assert/strict";
import { test } from "node:test";
import { erf, erfc } from "../../../static/js/lib/erf.js";

/** As the C library has them. @type {[number, number, number][]} */
const KNOWN = [
  [0.1, 0.1124629160182849, 0.8875370839817152],
  [0.5, 0.5204998778130465, 0.4795001221869535],
  [1, 0.8427007929497149, 0.15729920705028513],
  [2, 0.9953222650189527, 0.004677734981047265],
  [2.5, 0.999593047982555, 0.0004069520174449589],
  [3, 0.9999779095030014, 2.2090496998585438e-5],
  [5, 0.9999999999984626, 1.5374597944280351e-12],
];

const isClose = (/** @type {number} */ found, /** @type {number} */ wanted) =>
  assert.ok(Math.abs(found / wanted - 1) < 1e-13, `${found} ${wanted}`);

test("both have all their digits, on either side of where one way of computing takes over", () => {
  for (const [x, value, rest] of KNOWN) {
    isClose(erf(x), value);
    isClose(erfc(x), rest);
    isClose(erf(-x), -value);
    isClose(erfc(-x), 2 - rest);
  }
});

test("the ends, and what is no number", () => {
  assert.deepEqual(
    [erf(0), erf(Infinity), erf(-Infinity), erfc(Infinity), erfc(-Infinity)],
    [0, 1, -1, 0, 2],
  );
  assert.ok(Number.isNaN(erf(Number.NaN)) && Number.isNaN(erfc(Number.NaN)));
});
