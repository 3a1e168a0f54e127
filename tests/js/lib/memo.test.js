import assert from "node:assert/strict";
import { test } from "node:test";
import { memo } from "../../../static/js/lib/memo.js";

test("the same parts give what they gave, others are worked out anew, and only the last is kept", () => {
  let made = 0;
  const sum = memo(
    (/** @type {{a: number, b: number, other: string}} */ { a, b }) => [a, b],
    ({ a, b }) => {
      made++;
      return { sum: a + b };
    },
  );
  const first = sum({ a: 1, b: 2, other: "x" });
  assert.equal(sum({ a: 1, b: 2, other: "y" }), first);
  assert.equal(made, 1);
  assert.deepEqual(sum({ a: 1, b: 3, other: "y" }), { sum: 4 });
  assert.deepEqual(sum({ a: 1, b: 2, other: "x" }), { sum: 3 });
  assert.equal(made, 3);
});
