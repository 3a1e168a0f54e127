import assert from "node:assert/strict";
import { test } from "node:test";
import { fitted, withCell } from "../../../static/js/lib/fitted.js";
import { flatOf, rowsOver } from "../../../static/js/lib/rows.js";

/** Rows over one array, as a large answer gives them. @param {number} rows @param {number} columns */
const large = (rows, columns) =>
  rowsOver(
    Float64Array.from({ length: rows * columns }, (_, k) => k),
    [rows, columns],
  );

test("an edited cell changes one row; the others, and what it was, stay as they are", () => {
  const rows = large(60, 50);
  const edited = withCell(rows, { i: 2, j: 3 }, -1);
  assert.equal(edited[2][3], -1);
  assert.equal(rows[2][3], 103);
  assert.equal(edited[1], rows[1]);
  assert.equal(flatOf(edited)[103], -1);
  assert.equal(flatOf(rows)[103], 103);
  assert.deepEqual(withCell([[1, 2]], { i: 0, j: 1 }, 5), [[1, 5]]);
});

test("pasted numbers take the shape of the input: as they are, a row for a column, or one for a cell", () => {
  const column = [[1], [2], [3]];
  const at = { i: 1, j: 0 };
  assert.deepEqual(fitted([[7], [8], [9]], column, at), [[7], [8], [9]]);
  assert.deepEqual(fitted([[7, 8, 9]], column, at), [[7], [8], [9]]);
  assert.deepEqual(fitted([[7]], column, at), [[1], [7], [3]]);
  assert.deepEqual(fitted([[7], [8], [9]], [[1, 2, 3]], at), [[7, 8, 9]]);
  assert.equal(fitted([[7], [8]], column, at), null);
  assert.equal(fitted([[7, 8]], column, at), null);
  const square = [
    [1, 2, 3],
    [4, 5, 6],
  ];
  assert.equal(
    fitted(
      [
        [1, 2],
        [3, 4],
        [5, 6],
      ],
      square,
      at,
    ),
    null,
    "a matrix is not turned by itself",
  );
});
