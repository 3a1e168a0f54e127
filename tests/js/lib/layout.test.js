import assert from "node:assert/strict";
import { test } from "node:test";
import { bandHeight, cellFor, LARGEST, SMALLEST } from "../../../static/js/lib/fit.js";
import { moves, transformOf } from "../../../static/js/lib/flip.js";
import { resized, sizesOf } from "../../../static/js/lib/resize.js";

const band = {
  columns: [
    { value: { rows: 4, chars: 1 }, gradient: { rows: 1, chars: 4 } },
    { value: { rows: 4, chars: 3 }, gradient: null },
  ],
};

test("cells are as large as the height allows, within limits", () => {
  assert.equal(cellFor([band], 10_000), LARGEST);
  assert.equal(cellFor([band], 10), SMALLEST);
  const cell = cellFor([band, band, band], 600);
  assert.ok(3 * bandHeight(band, cell) <= 600);
  assert.ok(3 * bandHeight(band, cell + 0.5) > 600 || cell === LARGEST);
});

test("only what moved is moved, back to where it was", () => {
  const box = (/** @type {number} */ x, /** @type {number} */ y) => ({ x, y, width: 10, height: 5 });
  const found = moves(
    new Map([
      ["a", box(0, 0)],
      ["b", box(3, 3)],
    ]),
    new Map([
      ["a", box(20, 10)],
      ["b", box(3, 3)],
      ["c", box(1, 1)],
    ]),
  );
  assert.deepEqual([...found.keys()], ["a"]);
  assert.equal(
    transformOf(/** @type {import("../../../static/js/lib/flip.js").Move} */ (found.get("a"))),
    "translate(-20px, -10px) scale(1, 1)",
  );
});

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
