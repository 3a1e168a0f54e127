import assert from "node:assert/strict";
import { test } from "node:test";
import { latest } from "../../../static/js/lib/latest.js";

test("of what waits only the newest is done, one at a time", async () => {
  /** @type {number[]} */
  const done = [];
  const ask = latest(async (/** @type {number} */ n) => {
    await null;
    done.push(n);
  });
  await Promise.all([ask(1), ask(2), ask(3)]);
  assert.deepEqual(done, [1, 3]);
});
