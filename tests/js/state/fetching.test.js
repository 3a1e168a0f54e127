import assert from "node:assert/strict";
import { test } from "node:test";
import { ApiError } from "../../../static/js/api.js";
import { fetching } from "../../../static/js/state/fetching.js";
import { createStore } from "../../../static/js/state/store.js";

const idle = () => new Promise((resolve) => setTimeout(resolve, 0));

/** A page that looks at one proof, on a server that is a function. @param {() => void} answer */
function start(answer) {
  /** @type {any[]} */
  const requests = [];
  const api = {
    trace: async (/** @type {any} */ request) => {
      requests.push(request);
      answer();
      return { number: requests.length };
    },
  };
  /** @type {any} */
  const initial = {
    doc: { network: { id: "p" }, values: {} },
    trace: { layout: "mixed" },
    steps: [],
    view: "paths",
  };
  const store = createStore(initial);
  /** @type {ApiError[]} */
  const told = [];
  const session = { tell: (/** @type {ApiError} */ error) => told.push(error) };
  const surroundings = /** @type {any} */ ({ store, session, api, lang: "en" });
  const ask = fetching(surroundings, "paths", ({ trace }) => trace);
  store.subscribe((state) => state.view === "paths" && ask(/** @type {any} */ (state)));
  return { store, requests, told, ask: () => /** @type {any} */ (ask(/** @type {any} */ (store.get()))) };
}

test("a state is asked for once, and the last good answer stays until the next one is there", async () => {
  const { store, requests, ask } = start(() => {});
  assert.equal(ask(), null);
  await idle();
  assert.equal(ask().number, 1);
  store.set({ trace: { layout: "numerator" } });
  assert.equal(ask().number, 1);
  await idle();
  assert.equal(ask().number, 2);
  assert.deepEqual(
    requests.map(({ layout, include }) => [layout, include]),
    [
      ["mixed", ["paths"]],
      ["numerator", ["paths"]],
    ],
  );
});

test("an answer about other steps is not shown", async () => {
  const { store, ask } = start(() => {});
  ask();
  await idle();
  store.set({ steps: [{}], trace: {} });
  assert.equal(ask(), null);
  await idle();
  assert.equal(ask().number, 2);
});

test("without an answer the last good one stays, and is asked for again when numbers come", async () => {
  let away = false;
  const { store, requests, told, ask } = start(() => {
    if (away) throw new ApiError(0, { code: "no-answer", message: "" });
  });
  ask();
  await idle();
  away = true;
  store.set({ trace: {} });
  await idle();
  store.set({ hover: {} });
  await idle();
  assert.equal(requests.length, 2, "it does not ask and ask");
  assert.equal(told.length, 1);
  assert.equal(ask().number, 1);
  away = false;
  store.set({ trace: {} });
  await idle();
  assert.equal(ask().number, 3);
});

test("a proof that cannot be shown at all gives way to the step, and is asked for when it is chosen again", async () => {
  let away = true;
  const { store, ask } = start(() => {
    if (away) throw new ApiError(0, { code: "no-answer", message: "" });
  });
  ask();
  await idle();
  assert.equal(store.get().view, "step");
  away = false;
  store.set({ view: "paths" });
  await idle();
  assert.equal(ask().number, 2);
});
