import assert from "node:assert/strict";
import { test } from "node:test";
import { RESHAPING } from "../../../../static/js/lib/cell/reshaping.js";
import { byRule, cellsOf, op, value } from "../../trees.js";

const A = value("A", 2, 3);

test("the cells stay in their order, row by row", () => {
  for (const name of ["reshape", "shaped"]) {
    const turned = op(name, [A], 3, 2);
    assert.deepEqual(
      [0, 1, 2].map((i) => [0, 1].map((j) => cellsOf(byRule(RESHAPING, turned, i, j)))),
      [
        ["A00", "A01"],
        ["A02", "A10"],
        ["A11", "A12"],
      ],
    );
  }
});

test("all cells in one column", () => {
  const column = op("vec", [A], 6, 1);
  assert.equal(cellsOf(byRule(RESHAPING, column, 3, 0)), "A10");
});
