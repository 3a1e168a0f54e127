import assert from "node:assert/strict";
import { test } from "node:test";
import {
  compared,
  entryAt,
  errorText,
  findings,
  footOf,
  foremost,
  isDrawn,
  lengthText,
  plotted,
  worstOf,
} from "../../../static/js/lib/check.js";

const NONE = { good: 0, fair: 0, poor: 0, wrong: 0, kink: 0, unresolved: 0, "not-finite": 0, unchecked: 0 };
const BANDS = /** @type {import("../../../static/js/wire.js").Band[]} */ ([
  { verdict: "good", most: 1e-7 },
  { verdict: "fair", most: 1e-4 },
  { verdict: "poor", most: 1e-2 },
]);

/** @param {Partial<import("../../../static/js/wire.js").GradientCheck>} [other] */
const checkOf = (other = {}) =>
  /** @type {import("../../../static/js/wire.js").GradientCheck} */ ({
    shape: [2, 2],
    sizes: ["2", "2"],
    symbol: "∂J/∂W",
    latex: "",
    names: ["dJ_dW"],
    transposed: false,
    numeric: [
      [1, 2.5],
      ["NaN", null],
    ],
    relative_errors: [
      [1e-12, 0.2],
      ["NaN", null],
    ],
    verdicts: [
      ["good", "wrong"],
      ["not-finite", "unchecked"],
    ],
    entries: null,
    counts: { ...NONE, good: 1, wrong: 1, "not-finite": 1, unchecked: 1 },
    worst: { row: 0, column: 1, relative_error: 0.2 },
    ...other,
  });
const GRADIENT = /** @type {any} */ ({
  data: [
    [1, 2],
    ["Infinity", 4],
  ],
});

/** @param {object} counts @param {{checked: number, entries: number} | null} [sampled] */
const found = (counts, sampled = null) =>
  findings(/** @type {any} */ ({ counts: { ...NONE, ...counts }, bands: BANDS, sampled }));

test("an error has one figure, and two where one would be coarse", () => {
  assert.equal(errorText(2.62e-11), "3e−11");
  assert.equal(errorText(1.37e-7), "1.4e−7");
  assert.equal(errorText(9.8e-8), "1e−7");
  assert.equal(errorText(0), "0");
  assert.equal(errorText(0.31), "0.3");
  assert.equal(errorText(2), "2");
});

test("a length is a power of ten or half of one", () => {
  assert.equal(lengthText(1e-5), "1e−5");
  assert.equal(lengthText(10 ** -5.5), "3.2e−6");
});

test("an entry is read from the rows, or from the list of those that were checked", () => {
  assert.deepEqual(entryAt(checkOf(), GRADIENT, 0, 1), {
    ...{ i: 0, j: 1, analytic: 2, numeric: 2.5, error: 0.2, verdict: "wrong" },
  });
  assert.equal(entryAt(checkOf(), GRADIENT, 1, 1).verdict, "unchecked");
  assert.ok(Number.isNaN(entryAt(checkOf(), GRADIENT, 1, 1).numeric));
  const entries = checkOf({
    numeric: null,
    relative_errors: null,
    verdicts: null,
    entries: [{ row: 1, column: 1, analytic: 4, numeric: 4.5, relative_error: 0.1, verdict: "wrong" }],
  });
  assert.equal(entryAt(entries, GRADIENT, 1, 1).numeric, 4.5);
  assert.equal(entryAt(entries, GRADIENT, 0, 0).verdict, "unchecked");
  assert.deepEqual(
    worstOf(entries, GRADIENT, 9).map(({ i, j }) => [i, j]),
    [[1, 1]],
  );
  assert.equal(isDrawn(entries), false);
  assert.equal(isDrawn(checkOf()), true);
});

test("the worst come first: what has no number, then what is wrong, and what was not checked last", () => {
  const verdicts = worstOf(checkOf(), GRADIENT, 9).map(({ verdict }) => verdict);
  assert.deepEqual(verdicts, ["not-finite", "wrong", "good", "unchecked"]);
});

test("one begins with the largest error, or with what has no number where nothing else is wrong", () => {
  assert.deepEqual(foremost(checkOf()), { i: 0, j: 1 });
  assert.deepEqual(foremost(checkOf({ counts: { ...NONE, good: 3, "not-finite": 1 } })), { i: 1, j: 0 });
  assert.deepEqual(foremost(checkOf({ counts: { ...NONE, kink: 4 }, worst: null })), { i: 0, j: 0 });
});

test("all agree, to the band that holds the worst of them", () => {
  assert.deepEqual(found({ good: 40, fair: 5 }), [{ key: "all", n: 45, all: 45, most: 1e-4 }]);
});

test("kinks and what is lost in round-off are no failures and are counted apart", () => {
  const keys = found({ good: 40, kink: 3, unresolved: 2 }).map(({ key, n }) => [key, n]);
  assert.deepEqual(keys, [
    ["agree", 40],
    ["kink", 3],
    ["unresolved", 2],
  ]);
});

test("what disagrees is said first, and a sample last", () => {
  const keys = found({ good: 40, wrong: 2, "not-finite": 1, unchecked: 57 }, { checked: 43, entries: 100 });
  assert.deepEqual(keys, [
    { key: "disagree", n: 3, all: 43 },
    { key: "sampled", n: 43, all: 100 },
  ]);
});

test("two numbers are cut where they begin to differ", () => {
  assert.deepEqual(compared(-0.26793, -0.26799), [
    ["−0.2679", "3"],
    ["−0.2679", "9"],
  ]);
  assert.deepEqual(compared(0, 0), [
    ["0", ""],
    ["0", ""],
  ]);
  assert.deepEqual(compared(0.12, 0.125), [
    ["0.12", ""],
    ["0.12", "5"],
  ]);
});

test("the foot of the V is where the error is least, and for a method without round-off where that begins", () => {
  const h = [1e-1, 1e-2, 1e-3, 1e-4];
  assert.deepEqual(footOf({ h, median: [1e-2, 1e-5, 1e-9, 1e-6], largest: [], entries: 1 }), {
    ...{ h: 1e-3, error: 1e-9 },
  });
  const flat = footOf({ h, median: [1e-2, 2e-16, 0, 1e-16], largest: [], entries: 1 });
  assert.deepEqual(flat, { h: 1e-2, error: 2e-16 });
  assert.equal(footOf({ h, median: [null, null, null, null], largest: [], entries: 0 }), null);
});

test("an error of 0 stands at the foot of a logarithmic axis, and one that is unknown nowhere", () => {
  const { range, median } = plotted({
    h: [1, 0.1, 0.01],
    median: [0, null, 3e-16],
    largest: [2, 2, 2],
    entries: 1,
  });
  assert.deepEqual(range, [1e-16, 10]);
  assert.deepEqual(median[0], [1, 1e-16]);
  assert.ok(Number.isNaN(median[1][1]));
});
