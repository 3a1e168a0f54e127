import assert from "node:assert/strict";
import { test } from "node:test";
import { createStore } from "../../../static/js/state/store.js";

const turn = () => new Promise((resolve) => setTimeout(resolve, 0));

test("what is set stands at once, and is told once a turn, and only if it is another", async () => {
  const store = createStore({ a: 1, b: 2 });
  /** @type {[number, number][]} */
  const heard = [];
  store.subscribe((state, before) => heard.push([state.a, before.a]));
  store.set({ a: 1 });
  await turn();
  assert.deepEqual(heard, []);
  store.set({ a: 5 });
  store.set({ a: 6 });
  assert.deepEqual(store.get(), { a: 6, b: 2 });
  assert.deepEqual(heard, []);
  await turn();
  assert.deepEqual(heard, [[6, 1]]);
});

test("every listener hears the changes in their order, also when one of them makes another", async () => {
  const store = createStore({ a: 0, b: 0 });
  /** @type {string[]} */
  const heard = [];
  store.subscribe((state, before) => {
    heard.push(`first ${before.a}${before.b} ${state.a}${state.b}`);
    if (state.b < state.a) store.set({ b: state.a });
  });
  store.subscribe((state, before) => heard.push(`second ${before.a}${before.b} ${state.a}${state.b}`));
  store.set({ a: 1 });
  await turn();
  assert.deepEqual(heard, ["first 00 10", "second 00 10", "first 10 11", "second 10 11"]);
});

test("who goes on with what is drawn has it drawn first", () => {
  const store = createStore({ a: 0 });
  let drawn = 0;
  store.subscribe(({ a }) => {
    drawn = a;
    store.flush(); // inside a telling it waits for its turn
  });
  store.set({ a: 3 });
  store.flush();
  assert.equal(drawn, 3);
});

test("a state that never comes to rest is a fault that is said, and the store goes on after it", () => {
  const store = createStore({ a: 0 });
  let restless = true;
  store.subscribe(({ a }) => restless && store.set({ a: a + 1 }));
  store.set({ a: 1 });
  assert.throws(() => store.flush(), /rest/);
  restless = false;
  store.set({ a: -1 });
  store.flush();
  assert.equal(store.get().a, -1);
});
