import assert from "node:assert/strict";
import { test } from "node:test";
import { cellName } from "../../../static/js/lib/cell-name.js";
import { traceOf } from "../views.js";

test("a cell is called by its matrix, its row and its column, counted from 1", () => {
  const trace = traceOf({ W: [[1]] }, { W: [[2]] });
  const t = (/** @type {string} */ key, params = {}) => `${key} ${Object.values(params).join(" ")}`;
  assert.equal(cellName({ kind: "value", name: "W", i: 1, j: 0 }, { trace, t }), "cell.edit W 2 1");
  assert.equal(cellName({ kind: "gradient", name: "W", i: 0, j: 2 }, { trace, t }), "cell.edit ∂J/∂W 1 3");
});
