import assert from "node:assert/strict";
import { test } from "node:test";
import { emit, on } from "../../static/js/events.js";

/** @import {Subject} from "../../static/js/types.js" */

/** @type {Subject} */
const drawn = { ref: { kind: "value", name: "z", i: 1, j: 0 }, node: null, i: 1, j: 0, computed: true };

test("what is told arrives as it was sent, with the event", () => {
  const target = new EventTarget();
  /** @type {[Subject, boolean][]} */
  const heard = [];
  on(target, "gs-hover", (subject, event) => heard.push([subject, event.target === target]));
  emit(target, "gs-hover", drawn);
  emit(target, "gs-leave");
  assert.deepEqual(heard, [[drawn, true]]);
});

test("an event bubbles, so that the page hears it from any element", () => {
  let bubbles = false;
  const target = new EventTarget();
  on(target, "gs-unpin", (_, event) => {
    bubbles = event.bubbles;
  });
  emit(target, "gs-unpin");
  assert.ok(bubbles);
});

test("who is asked writes the answer into what was told", () => {
  const target = new EventTarget();
  on(target, "gs-ask", (detail) => {
    detail.value = 2.5;
  });
  const asked = { ref: drawn.ref, value: Number.NaN };
  emit(target, "gs-ask", asked);
  assert.equal(asked.value, 2.5);
});

test("what an event does not tell does not type-check", () => {
  const target = new EventTarget();
  on(target, "gs-select", ({ position }) => assert.equal(typeof position, "number"));
  // @ts-expect-error: tsc has to find this
  on(target, "gs-select", ({ place }) => assert.equal(place, undefined));
  emit(target, "gs-select", { position: 3 });
  // @ts-expect-error: no such event
  emit(target, "gs-selected");
  // @ts-expect-error: tells nothing
  emit(target, "gs-unpin", { position: 3 });
  // @ts-expect-error: tells a position
  emit(target, "gs-scrub");
  // @ts-expect-error: another detail
  emit(target, "gs-speed", { speed: 2 });
});
