import assert from "node:assert/strict";
import { test } from "node:test";
import { COMPARISONS } from "../../../static/js/lib/comparisons.js";
import { scalar } from "../../../static/js/lib/evaluate.js";

test("every sign says what is computed", () => {
  for (const [name, sign] of Object.entries(COMPARISONS)) {
    const compare = scalar(name);
    assert.ok(compare, name);
    const holds = [
      ["<", -1],
      ["=", 0],
      [">", 1],
    ].map(([, by]) => compare(Number(by), 0));
    const expected = {
      "<": [1, 0, 0],
      "≤": [1, 1, 0],
      "=": [0, 1, 0],
      "≥": [0, 1, 1],
      ">": [0, 0, 1],
      "≠": [1, 0, 1],
    };
    assert.deepEqual(holds, expected[/** @type {keyof typeof expected} */ (sign)], name);
  }
});
