import assert from "node:assert/strict";
import { test } from "node:test";
import { chosen, gathered } from "../../../static/js/lib/tables.js";

/** @param {string} name @param {number[][]} data @returns {import("../../../static/js/types.js").FileAnswer} */
const answer = (name, data) => ({
  arrays: { [name]: { shape: [data.length, data[0].length], data } },
  skipped: [],
  assignment: { W: { array: name, transposed: false } },
});

test("arrays of the same name in two files are told apart, and the first suggestion stays", () => {
  const { found, assignment } = gathered([
    { file: "a.npz", answer: answer("w", [[1, 2]]) },
    { file: "b.npz", answer: answer("w", [[3, 4]]) },
  ]);
  assert.deepEqual(
    found.map(({ name }) => name),
    ["w", "b.npz: w"],
  );
  assert.deepEqual(assignment, { W: { array: "w", transposed: false } });
});

test("what was chosen comes as it is or transposed", () => {
  const { found } = gathered([{ file: "a.npz", answer: answer("w", [[1, 2]]) }]);
  assert.deepEqual(
    chosen(found, { W: { array: "w", transposed: true }, x: { array: "w", transposed: false } }),
    {
      W: [[1], [2]],
      x: [[1, 2]],
    },
  );
  assert.deepEqual(chosen(found, { W: { array: "gone", transposed: false } }), {});
});
