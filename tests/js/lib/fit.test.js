import assert from "node:assert/strict";
import { test } from "node:test";
import {
  bandHeight,
  cellFor,
  heightOf,
  LARGEST,
  labelHeight,
  MOST_SEEN,
  SMALLEST,
} from "../../../static/js/lib/fit.js";

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

test("a gradient stands below with labels of its own, and the tallest of each floor counts", () => {
  const of = (/** @type {number} */ value, /** @type {number | null} */ gradient) => ({
    value: { rows: value, chars: 1 },
    gradient: gradient === null ? null : { rows: gradient, chars: 1 },
  });
  const height = (/** @type {ReturnType<typeof of>[]} */ ...columns) => bandHeight({ columns }, 20);
  const alone = height(of(4, null));
  assert.equal(height(of(4, 3)) - alone, 3 * 20 + labelHeight(20));
  assert.equal(height(of(4, 1), of(2, 3)), height(of(4, 3)));
  assert.equal(height(of(6, null)) - alone, 2 * 20);
  assert.equal(height(of(MOST_SEEN + 9, null)), height(of(MOST_SEEN, null)), "more scroll inside themselves");
  assert.equal(heightOf([band, band], 20), 2 * bandHeight(band, 20));
});

test("all fit exactly where they just fit", () => {
  const cell = 20;
  assert.equal(cellFor([band, band], heightOf([band, band], cell)), cell);
});
