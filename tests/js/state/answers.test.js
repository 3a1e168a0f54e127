import assert from "node:assert/strict";
import { test } from "node:test";
import { ApiError } from "../../../static/js/api.js";
import { answering, askPart } from "../../../static/js/state/answers.js";
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
    shown: { network: { id: "p" }, values: {} },
    trace: { layout: "mixed" },
    steps: [],
    view: "paths",
    answers: {},
  };
  const store = createStore(initial);
  /** @type {ApiError[]} */
  const told = [];
  const session = { tell: (/** @type {ApiError} */ error) => told.push(error) };
  const page = /** @type {any} */ ({ store, session, api, lang: "en" });
  answering(page, "paths", {
    question: ({ view, trace, steps }) => (view === "paths" ? { trace, steps } : null),
    ask: (_, signal) => askPart(page, "paths", signal),
  });
  const known = () => store.get().answers.paths?.answer.number ?? null;
  const set = async (/** @type {any} */ change) => {
    store.set(change);
    await idle();
  };
  return { store, requests, told, known, set };
}

test("a state is asked for once, and the last good answer stays until the next one is there", async () => {
  const { store, requests, known, set } = start(() => {});
  assert.equal(known(), null);
  await idle();
  assert.equal(known(), 1);
  store.set({ trace: { layout: "numerator" } });
  assert.equal(known(), 1);
  await idle();
  assert.equal(known(), 2);
  await set({ view: "step" });
  await set({ view: "paths" });
  assert.equal(known(), 2);
  assert.deepEqual(
    requests.map(({ layout, include }) => [layout, include]),
    [
      ["mixed", ["paths"]],
      ["numerator", ["paths"]],
    ],
  );
});

test("an answer is kept with its question, so that no other steps are shown with it", async () => {
  const { store } = start(() => {});
  const { steps } = store.get();
  await idle();
  store.set({ steps: [{}], trace: {} });
  assert.equal(store.get().answers.paths.question.steps, steps);
});

test("without an answer the last good one stays, and is asked for again when numbers come", async () => {
  let away = false;
  const { requests, told, known, set } = start(() => {
    if (away) throw new ApiError(0, { code: "no-answer", message: "" });
  });
  await idle();
  away = true;
  await set({ trace: {} });
  await set({ hover: {} });
  assert.equal(requests.length, 2, "it does not ask and ask");
  assert.equal(told.length, 1);
  assert.equal(known(), 1);
  away = false;
  await set({ trace: {} });
  assert.equal(known(), 3);
});

test("a proof that cannot be shown at all gives way to the step, and is asked for when it is chosen again", async () => {
  let away = true;
  const { store, known, set } = start(() => {
    if (away) throw new ApiError(0, { code: "no-answer", message: "" });
  });
  await idle();
  assert.equal(store.get().view, "step");
  away = false;
  await set({ view: "paths" });
  assert.equal(known(), 2);
});
