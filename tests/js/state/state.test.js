import assert from "node:assert/strict";
import { test } from "node:test";
import { positionOf } from "../../../static/js/lib/steps.js";
import { begin, record, redo, undo } from "../../../static/js/state/history.js";
import { clamp, computed, openingStep } from "../../../static/js/state/playback.js";

test("undo and redo walk the same documents; a new one ends what could be redone", () => {
  const history = record(record(begin("a"), "b"), "c");
  assert.equal(undo(undo(history)).present, "a");
  assert.equal(undo(undo(undo(history))).present, "a");
  assert.equal(redo(undo(history)).present, "c");
  assert.deepEqual(record(undo(history), "d").future, []);
  assert.equal(record(history, "c"), history);
});

const steps = /** @type {any[]} */ ([
  { phase: "forward", quantity: "z", mask: null, identities: [] },
  { phase: "forward", quantity: "h", mask: null, identities: [] },
  { phase: "backward", quantity: "h", mask: null, identities: ["1"] },
  { phase: "backward", quantity: "z", mask: "z", identities: ["1", "4"] },
]);

test("the page opens on the product through a mask", () => {
  assert.equal(openingStep(steps), 3);
  assert.equal(openingStep(steps.slice(0, 3)), 2);
});

test("what is computed at a step", () => {
  const { values, gradients } = computed(steps, 2);
  assert.deepEqual([[...values], [...gradients]], [["z", "h"], ["h"]]);
  assert.equal(positionOf(steps, "gradient", "z"), 3);
  assert.equal(positionOf(steps, "value", "W"), -1);
  assert.equal(clamp(steps, 99), 3);
});
