import assert from "node:assert/strict";
import { test } from "node:test";
import { charsOf, faces } from "../../../static/js/lib/faces.js";
import { shade } from "../../../static/js/lib/shade.js";

test("every cell has its text and its shade, row by row", () => {
  const found = faces(
    [
      [1, -0.5],
      ["NaN", 0.0001],
    ],
    1,
    2,
  );
  assert.deepEqual(
    found.map(({ text }) => text),
    ["1", "−0.5", "NaN", "1e−4"],
  );
  assert.deepEqual(
    found.map((face) => face.shade),
    [1, -0.5, Number.NaN, 0.0001].map((value) => shade(value, 1)),
  );
});

test("the width is that of the widest number, but no less than asked for", () => {
  assert.equal(charsOf([[1, -12.25]], 2, 4), 6);
  assert.equal(charsOf([[1, -12.25]], 2, 9), 9);
});
