import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { asText } from "../../../static/js/lib/copy.js";
import { observation, units } from "../../../static/js/lib/mask.js";
import { parseMatrix } from "../../../static/js/lib/parse.js";
import { fill, listed } from "../../../static/js/lib/text.js";

const rows = [
  [1, -0.5],
  [0, 1e-7],
];

test("a matrix comes back as it was copied", () => {
  assert.deepEqual(parseMatrix(asText(rows, "numpy")), { rows });
  assert.deepEqual(parseMatrix(asText(rows, "tsv")), { rows });
  assert.equal(asText(rows, "latex"), "\\begin{bmatrix} 1 & -0.5 \\\\ 0 & 1 \\cdot 10^{-7} \\end{bmatrix}");
  assert.equal(asText([[Number.NaN, -Infinity, -0]], "numpy"), "np.array([[np.nan, -np.inf, 0]])");
});

test("matrices are read from spreadsheets, NumPy, MATLAB and plain lines", () => {
  const wanted = {
    rows: [
      [1, 2],
      [3, 4],
    ],
  };
  for (const text of [
    "1\t2\n3\t4\n",
    "1\t2\r\n3\t4",
    "[[1. 2.]\n [3. 4.]]",
    "array([[1, 2], [3, 4]], dtype=float32)",
    "[1 2; 3 4]",
    "1, 2\n3, 4",
    "1 2\n\n3 4",
  ]) {
    assert.deepEqual(parseMatrix(text), wanted, text);
  }
  assert.deepEqual(parseMatrix("[[−1], [2]]"), { rows: [[-1], [2]] });
  assert.deepEqual(parseMatrix("[1, 2, 3]"), { rows: [[1, 2, 3]] });
});

test("what is no matrix is refused with its cause", () => {
  assert.deepEqual(parseMatrix("  \n"), { problem: "empty" });
  assert.deepEqual(parseMatrix("1 x\n2 3"), { problem: "not-a-number", found: "x" });
  assert.deepEqual(parseMatrix("1 2\n3"), { problem: "ragged" });
});

test("parameters and lists", () => {
  assert.equal(fill("step {n} of {m}, {other}", { n: 1, m: 2 }), "step 1 of 2, {other}");
  assert.equal(listed([1, 2, 3], ", ", " and "), "1, 2 and 3");
  assert.equal(listed([4], ", ", " and "), "4");
});

test("open and closed units are told apart, and those at 0 are named", () => {
  const z = {
    shape: /** @type {[number, number]} */ ([4, 1]),
    sizes: /** @type {[string, string]} */ (["D_h", "1"]),
    symbol: "z",
    latex: "z",
    data: [[0.5], [1], [0], [-2]],
  };
  assert.deepEqual(units(z), { open: [1, 2], closed: [4], edge: [3] });
  assert.equal(units({ ...z, shape: [2, 2] }), null);
  const said = observation(
    z,
    (key, params) => `${key} ${params?.units ?? ""};`,
    (some) => some.join("+"),
  );
  assert.equal(said, "mask.open.many 1+2;mask.join ;mask.closed.one 4;mask.join ;mask.edge.one 3;");
});

test("both languages say the same things with the same parameters", () => {
  const [en, zh] = ["en", "zh"].map((lang) =>
    JSON.parse(readFileSync(new URL(`../../../app/i18n/page.${lang}.json`, import.meta.url), "utf8")),
  );
  assert.deepEqual(Object.keys(zh).sort(), Object.keys(en).sort());
  for (const key of Object.keys(en)) {
    const holes = (/** @type {string} */ text) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();
    assert.deepEqual(holes(zh[key]), holes(en[key]), key);
  }
});
