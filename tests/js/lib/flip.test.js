import assert from "node:assert/strict";
import { test } from "node:test";
import { moves, transformOf } from "../../../static/js/lib/flip.js";

test("only what moved is moved, back to where it was", () => {
  const box = (/** @type {number} */ x, /** @type {number} */ y) => ({ x, y, width: 10, height: 5 });
  const found = moves(
    new Map([
      ["a", box(0, 0)],
      ["b", box(3, 3)],
    ]),
    new Map([
      ["a", box(20, 10)],
      ["b", box(3, 3)],
      ["c", box(1, 1)],
    ]),
  );
  assert.deepEqual([...found.keys()], ["a"]);
  assert.equal(
    transformOf(/** @type {import("../../../static/js/lib/flip.js").Move} */ (found.get("a"))),
    "translate(-20px, -10px) scale(1, 1)",
  );
});
