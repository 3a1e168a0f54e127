import assert from "node:assert/strict";
import { test } from "node:test";
import { holding, placer, ticks } from "../../../static/js/lib/axis.js";

/** @param {"linear" | "log"} scale @param {number} low @param {number} high @param {number} [most] */
const texts = (scale, low, high, most = 6) =>
  ticks({ scale, range: [low, high] }, most).map(({ text }) => text);

test("the ends of the range stand at the ends of the axis, and a decade takes as much room as any other", () => {
  const linear = placer({ scale: "linear", range: [-1, 3] }, 100, 0);
  assert.deepEqual([-1, 1, 3].map(linear), [100, 50, 0]);
  const log = placer({ scale: "log", range: [1e-8, 1] }, 0, 80);
  assert.deepEqual(
    [1e-8, 1e-4, 1e-3, 1].map((value) => Math.round(log(value))),
    [0, 40, 50, 80],
  );
});

test("what has no place on a logarithmic axis gets none, and the huge stays within reach", () => {
  const log = placer({ scale: "log", range: [1e-8, 1] }, 80, 0);
  assert.ok(Number.isNaN(log(-1)));
  assert.equal(log(0), 1e5);
  assert.equal(placer({ scale: "linear", range: [0, 1] }, 80, 0)(1e300), -1e5);
});

test("ticks of a linear axis are round, and written with the digits that tell them apart", () => {
  assert.deepEqual(texts("linear", -0.45, 0.11), ["−0.4", "−0.3", "−0.2", "−0.1", "0", "0.1"]);
  assert.deepEqual(texts("linear", 0, 1000, 4), ["0", "500", "1000"]);
  assert.deepEqual(texts("linear", 0.38745, 0.38755, 2), ["0.38745", "0.3875", "0.38755"]);
  assert.deepEqual(texts("linear", 0, 2.4e-7, 3), ["0", "1e−7", "2e−7"]);
  assert.deepEqual(texts("linear", 0, 3.2e6, 4), ["0", "1e6", "2e6", "3e6"]);
});

test("ticks of a logarithmic axis are powers of ten, at most so many", () => {
  assert.deepEqual(texts("log", 1e-4, 5, 9), ["0.0001", "0.001", "0.01", "0.1", "1"]);
  assert.deepEqual(texts("log", 1e-16, 1), ["1e−15", "1e−12", "1e−9", "1e−6", "0.001", "1"]);
});

test("an axis holds its numbers with room to spare, whatever they are", () => {
  assert.deepEqual(holding([0, 1, Number.NaN, Infinity], 0.5), [-0.5, 1.5]);
  assert.deepEqual(holding([4, 4]), [2, 6]);
  assert.deepEqual(holding([]), [-1, 1]);
});
