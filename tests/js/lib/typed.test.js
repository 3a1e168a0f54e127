import assert from "node:assert/strict";
import { test } from "node:test";
import { createTyping, namesOf, rangeOf, withInserted } from "../../../static/js/lib/typed.js";

const typed = (/** @type {string} */ text) => ({ text, from: text.length, to: text.length });

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

test("what is typed without a pause is one step back, what a button writes is one of its own", () => {
  let time = 0;
  const typing = createTyping(() => time);
  typing.start(typed(""));
  for (const text of ["h", "h ", "h ="]) {
    typing.note(typed(text), false);
    time += 100;
  }
  typing.note(typed("h = Theta"), true);
  time += 100;
  typing.note(typed("h = Theta2"), false);
  assert.equal(typing.undo().text, "h = Theta");
  assert.equal(typing.undo().text, "h =");
  assert.equal(typing.undo().text, "");
  assert.equal(typing.undo().text, "");
  assert.equal(typing.redo().text, "h =");
  time += 10_000;
  typing.note(typed("h =!"), false);
  assert.equal(typing.redo().text, "h =!");
  assert.equal(typing.undo().text, "h =");
});
