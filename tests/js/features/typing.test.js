import assert from "node:assert/strict";
import { test } from "node:test";
import { createTyping } from "../../../static/js/features/equations/typing.js";

const typed = (/** @type {string} */ text) => ({ text, from: text.length, to: text.length });

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
