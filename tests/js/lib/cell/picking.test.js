import assert from "node:assert/strict";
import { test } from "node:test";
import { PICKING } from "../../../../static/js/lib/cell/picking.js";
import { rulesFor } from "../../../../static/js/lib/cell.js";
import { byRule, cellsOf, gradient, number, op, value } from "../../trees.js";

await rulesFor({ op: "take" });

test("a row that an id chooses is one row, as soon as the id is known", () => {
  const [E, ids] = [value("E", 3, 2), value("ids", 2, 1)];
  const rows = op("take", [E, ids], 2, 2);
  const chosen = (/** @type {{name: string, i: number}} */ { name, i }) =>
    name === "ids" ? [2, 0][i] : undefined;
  assert.equal(cellsOf(byRule(PICKING, rows, 0, 1, chosen)), "E21");
  assert.equal(cellsOf(byRule(PICKING, rows, 0, 1)), "ids00 E01 E11 E21"); // the id, and a cell of each row
  const back = op("put", [gradient("g", 2, 2), ids, E], 3, 2);
  assert.equal(cellsOf(byRule(PICKING, back, 0, 1, chosen)), "g11");
  assert.deepEqual(byRule(PICKING, back, 1, 1, chosen), { number: 0 });
  const given = op("take", [E, op("concat", [number(2), number(0)], 2, 1, { axis: 0 })], 2, 2);
  assert.equal(cellsOf(byRule(PICKING, given, 0, 1)), "E21");
});

test("a matrix of ones and zeros asks of each id whether it is the one", () => {
  const ids = value("ids", 2, 1);
  assert.deepEqual(byRule(PICKING, op("one_hot", [ids, number(3)], 2, 3), 1, 2), {
    op: "equal",
    args: [{ ref: { kind: "value", name: "ids", i: 1, j: 0 } }, { number: 2 }],
  });
  const written = op("concat", [number(2), number(0)], 2, 1, { axis: 0 });
  const row = [0, 1, 2].map((k) => byRule(PICKING, op("hits", [written, number(3)], 2, 3), 0, k));
  assert.deepEqual(row, [{ number: 0 }, { number: 0 }, { number: 1 }]);
});
