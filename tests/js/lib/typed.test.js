import assert from "node:assert/strict";
import { test } from "node:test";
import { namesOf, rangeOf, withInserted } from "../../../static/js/lib/typed.js";

test("a place in characters becomes a range of the field, beyond the basic plane too", () => {
  assert.deepEqual(rangeOf("a = b\nz = rel(x)", { line: 2, column: 5, length: 3 }), { from: 10, to: 13 });
  assert.deepEqual(rangeOf("𝜃 = x", { line: 1, column: 5, length: 1 }), { from: 5, to: 6 });
  assert.equal(rangeOf("a", { line: 3, column: 1 }), null);
  assert.equal(rangeOf("a", { line: null }), null);
});

test("every line knows the name that it binds", () => {
  assert.deepEqual(namesOf("z = W @ x\n\n  θ_1=z\nnonsense\na == b"), ["z", "", "θ_1", "", ""]);
});

test("a function goes around what is selected, a letter takes its place", () => {
  assert.deepEqual(withInserted({ text: "h = z", from: 4, to: 5 }, "relu(¦)"), {
    text: "h = relu(z)",
    from: 11,
    to: 11,
  });
  assert.deepEqual(withInserted({ text: "J = z", from: 4, to: 5 }, "dot(¦, )"), {
    text: "J = dot(z, )",
    from: 11,
    to: 11,
  });
  assert.deepEqual(withInserted({ text: "h = ", from: 4, to: 4 }, "relu(¦)"), {
    text: "h = relu()",
    from: 9,
    to: 9,
  });
  assert.deepEqual(withInserted({ text: "h = z", from: 4, to: 5 }, "Theta"), {
    text: "h = Theta",
    from: 9,
    to: 9,
  });
});
