import assert from "node:assert/strict";
import { test } from "node:test";
import { resized, sizesOf } from "../../../static/js/lib/resize.js";

test("new sizes keep the numbers that both have", () => {
  const present = {
    W: [
      [1, 2],
      [3, 4],
    ],
    y: [[0], [1]],
  };
  const isTarget = (/** @type {string} */ name) => name === "y";
  assert.deepEqual(
    resized(
      present,
      {
        W: [
          [9, 9],
          [9, 9],
          [9, 9],
        ],
        y: [[1], [0], [0]],
      },
      isTarget,
    ),
    {
      W: [
        [1, 2],
        [3, 4],
        [9, 9],
      ],
      y: [[0], [1], [0]],
    },
  );
  assert.deepEqual(resized(present, { W: [[9]], y: [[1]] }, isTarget), { W: [[1]], y: [[1]] });
});

test("sizes are read off the shapes, numbers left out", () => {
  const found = sizesOf({
    W: { shape: [4, 3], sizes: ["D_h", "D_x"] },
    x: { shape: [3, 1], sizes: ["D_x", "1"] },
  });
  assert.deepEqual(found, { D_h: 4, D_x: 3 });
});

test("a size that follows from others is not among those that can be chosen", () => {
  const found = sizesOf(
    {
      X: { shape: [6, 6], sizes: ["D_x", "D_x"] },
      W: { shape: [2, 4], sizes: ["N_c", "D_f"] },
    },
    ["D_f"],
  );
  assert.deepEqual(found, { D_x: 6, N_c: 2 });
});

test("a target that would say less, or something of a new column, is drawn anew", () => {
  const isTarget = () => true;
  const y = [[0], [0], [1]];
  assert.deepEqual(resized({ y }, { y: [[1], [0]] }, isTarget).y, [[1], [0]], "what it says is cut off");
  assert.deepEqual(resized({ y }, { y: [[1], [0], [0], [0]] }, isTarget).y, [[0], [0], [1], [0]]);
  const wide = [
    [0, 1],
    [0, 0],
    [1, 0],
  ];
  assert.deepEqual(resized({ y }, { y: wide }, isTarget).y, wide, "an example more has a target of its own");
  assert.deepEqual(resized({}, { y }, isTarget).y, y);
});
