import assert from "node:assert/strict";
import { test } from "node:test";
import { parseMatrix } from "../../../static/js/lib/parse.js";

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
