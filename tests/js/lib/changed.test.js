import assert from "node:assert/strict";
import { test } from "node:test";
import { changes } from "../../../static/js/lib/changed.js";

test("a part has changed when it is another, also if it looks the same", () => {
  const changed = changes({ a: 1, b: {}, c: 3 }, { a: 1, b: {}, c: 4 });
  assert.equal(changed("a"), false);
  assert.equal(changed("b"), true);
  assert.equal(changed("a", "c"), true);
  assert.equal(changed(), false);
});
