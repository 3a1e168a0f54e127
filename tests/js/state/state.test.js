import assert from "node:assert/strict";
import { test } from "node:test";
import { latest } from "../../../static/js/lib/latest.js";
import { begin, record, redo, undo } from "../../../static/js/state/history.js";
import { clamp, computed, openingStep, positionOf } from "../../../static/js/state/playback.js";

test("undo and redo walk the same documents; a new one ends what could be redone", () => {
  const history = record(record(begin("a"), "b"), "c");
  assert.equal(undo(undo(history)).present, "a");
  assert.equal(undo(undo(undo(history))).present, "a");
  assert.equal(redo(undo(history)).present, "c");
  assert.deepEqual(record(undo(history), "d").future, []);
  assert.equal(record(history, "c"), history);
});

test("of those that wait only the newest is sent, and one at a time", async () => {
  /** @type {number[]} */
  const sent = [];
  let running = 0;
  const send = latest(async (/** @type {number} */ n) => {
    assert.equal(++running, 1);
    sent.push(n);
    await Promise.resolve();
    running--;
  });
  const all = [1, 2, 3, 4].map((n) => send(n));
  await Promise.all(all);
  assert.deepEqual(sent, [1, 4]);
  await send(5);
  assert.deepEqual(sent, [1, 4, 5]);
});

test("work that fails does not stop what comes after it", async () => {
  let failed = false;
  const send = latest(async (/** @type {number} */ n) => {
    if (n === 1) throw new Error("no");
    failed = true;
  });
  await assert.rejects(send(1));
  await send(2);
  assert.ok(failed);
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
