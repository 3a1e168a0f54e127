import assert from "node:assert/strict";
import { test } from "node:test";
import { bandHeight, cellFor, LARGEST, SMALLEST } from "../../../static/js/lib/fit.js";

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
