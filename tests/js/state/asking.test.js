import assert from "node:assert/strict";
import { test } from "node:test";
import { ApiError } from "../../../static/js/api.js";
import { follow, isSame, Tickets } from "../../../static/js/state/asking.js";
import { createStore } from "../../../static/js/state/store.js";

const turn = () => new Promise((resolve) => setTimeout(resolve, 0));
const no = () => new ApiError(422, { code: "no", message: "No." });

/** Questions whose answers come when the test says so. @param {boolean} [only] */
function desk(only) {
  /** @type {Map<number, {answer: () => void, refuse: () => void, signal: AbortSignal}>} */
  const asked = new Map();
  /** @type {string[]} */
  const told = [];
  const tickets = new Tickets({
    ask: (/** @type {number} */ question, signal) =>
      new Promise((resolve, reject) =>
        asked.set(question, { answer: () => resolve(question * 10), refuse: () => reject(no()), signal }),
      ),
    answered: (answer, question) => told.push(`${question}: ${answer}`),
    failed: (error, question) => told.push(`${question}! ${error.message}`),
    only,
  });
  const at = (/** @type {number} */ question) => {
    const found = asked.get(question);
    assert.ok(found, `${question} was asked`);
    return found;
  };
  return { tickets, asked, told, at };
}

test("the newest answer counts, in whatever order they come", async () => {
  const { tickets, told, at } = desk();
  const both = [tickets.want(1), tickets.want(2)];
  at(2).answer();
  await Promise.all(both);
  at(1).answer();
  await turn();
  assert.deepEqual(told, ["2: 20"]);
  assert.ok(at(1).signal.aborted);
});

test("an older answer shows until the newer one is there; of those that wait only the newest is asked", async () => {
  const { tickets, told, asked, at } = desk();
  for (const question of [1, 2, 3, 4, 5]) tickets.want(question);
  assert.deepEqual([...asked.keys()], [1, 2]);
  at(1).answer();
  await turn();
  assert.deepEqual([...asked.keys()], [1, 2, 5]);
  at(5).answer();
  at(2).answer();
  await turn();
  assert.deepEqual(told, ["1: 10", "5: 50"]);
});

test("why an older question failed is of no interest", async () => {
  const { tickets, told, at } = desk();
  const [first, second] = [tickets.want(1), tickets.want(2)];
  at(1).refuse();
  await turn();
  assert.deepEqual(told, []);
  at(2).refuse();
  assert.equal((await second)?.message, "No.");
  assert.equal((await first)?.message, "No.", "who asked before waits for what came after");
  assert.deepEqual(told, ["2! No."]);
});

test("where only the newest is of interest, the others are let go at once", async () => {
  const { tickets, told, asked, at } = desk(true);
  const all = [1, 2, 3].map((question) => tickets.want(question));
  assert.deepEqual([...asked.keys()], [1, 2, 3]);
  assert.deepEqual([at(1).signal.aborted, at(2).signal.aborted, at(3).signal.aborted], [true, true, false]);
  at(2).answer();
  at(1).refuse();
  await turn();
  assert.deepEqual(told, []);
  at(3).answer();
  assert.deepEqual(await Promise.all(all), [null, null, null]);
  assert.deepEqual(told, ["3: 30"]);
});

test("what is dropped says nothing, and the next question is asked at once", async () => {
  const { tickets, told, at } = desk();
  const waiting = [tickets.want(1), tickets.want(2), tickets.want(3)];
  tickets.drop();
  assert.deepEqual(await Promise.all(waiting), [null, null, null]);
  at(1).answer();
  at(2).refuse();
  await turn();
  assert.deepEqual(told, []);
  tickets.want(4);
  at(4).answer();
  await turn();
  assert.deepEqual(told, ["4: 40"]);
});

test("a question is asked when the state comes to want another one, and let go when it wants none", async () => {
  const store = createStore({ wanted: 0, other: 0 });
  /** @type {AbortSignal[]} */
  const signals = [];
  follow(store, ({ wanted }) => (wanted ? { wanted } : null), {
    ask: (_, signal) => {
      signals.push(signal);
      return new Promise(() => {});
    },
    answered: () => {},
    failed: () => {},
  });
  const set = async (/** @type {Partial<{wanted: number, other: number}>} */ change) => {
    store.set(change);
    await turn();
    return signals.length;
  };
  assert.equal(await set({ wanted: 1 }), 1);
  assert.equal(await set({ other: 1 }), 1);
  assert.equal(await set({ wanted: 0 }), 1);
  assert.ok(signals[0].aborted);
  assert.equal(await set({ wanted: 1 }), 2);
});

test("questions are the same when all their parts are", () => {
  const part = {};
  assert.ok(isSame({ a: 1, part }, { a: 1, part }));
  assert.ok(!isSame({ a: 1 }, { a: 2 }));
  assert.ok(!isSame({ a: undefined }, { b: undefined }));
  assert.ok(!isSame({}, { a: undefined }));
  assert.ok(!isSame(null, {}));
  assert.ok(isSame(null, null));
});
