import assert from "node:assert/strict";
import { test } from "node:test";
import * as real from "../../../static/js/api.js";
import { rowsOver } from "../../../static/js/lib/rows.js";
import { pack, unpack } from "../../../static/js/state/keep.js";
import { mayRedo, mayUndo, Session } from "../../../static/js/state/session.js";
import { createStore } from "../../../static/js/state/store.js";
import { atRest, traceOf } from "./fake.js";

const network = { id: "p", program: "", values: { x: [[1], [2]], y: [[0]] }, seed: 0 };
const doc = /** @type {const} */ ({ network, values: network.values, seed: 0, scheme: "friendly" });

/** A page without elements, on a server that is a function. @param {(request: any) => any} answer */
function start(answer) {
  /** @type {any[]} */
  const requests = [];
  const trace = (/** @type {any} */ request) =>
    traceOf(request, {
      x: { role: "input", sizes: ["n", "1"] },
      y: { role: "target", sizes: ["1", "1"] },
    });
  const api = {
    ...real,
    trace: async (/** @type {any} */ request) => {
      requests.push(request);
      answer(request);
      return trace(request);
    },
    values: async (/** @type {any} */ { sizes, seed }) => ({
      values: { x: Array.from({ length: sizes.n }, () => [seed]), y: [[1]] },
      sizes,
      seed,
    }),
  };
  const first = trace({ layout: "mixed", values: network.values, include: ["steps"] });
  const store = createStore(atRest(doc, first));
  let painted = 0;
  const told = {
    painted: () => painted++,
    ready: async () => {},
    opened: (/** @type {any} */ _, /** @type {any} */ it) => /** @type {any} */ ({ opened: it }),
  };
  const session = new Session(store, "en", /** @type {any} */ (api), told);
  return { store, session, requests, painted: () => painted };
}

const ref = /** @type {const} */ ({ kind: "value", name: "x", i: 0, j: 0 });
const idle = () => new Promise((resolve) => setTimeout(resolve, 5));

test("an edit asks for numbers only, and can be undone", async () => {
  const { store, session, requests, painted } = start(() => {});
  session.edit(ref, 5, false, "5");
  await idle();
  assert.deepEqual(requests[0].include, []);
  assert.deepEqual(requests[0].values.x, [[5], [2]]);
  assert.equal(painted(), 1);
  session.undo();
  await idle();
  assert.deepEqual(store.get().doc.values.x, [[1], [2]]);
  assert.deepEqual([mayUndo(store.get()), mayRedo(store.get())], [false, true]);
});

test("live edits are one step of the history, and Escape takes them back", async () => {
  const { store, session } = start(() => {});
  session.edit(ref, 5, true, "5");
  session.edit(ref, 56, true, "56");
  assert.equal(mayUndo(store.get()), false);
  session.edit(ref, 56, false, "56");
  assert.equal(mayUndo(store.get()), true);
  session.edit(ref, 7, true, "7");
  session.cancel();
  assert.deepEqual(store.get().doc.values.x, [[56], [2]]);
  await idle();
});

test("another layout asks for the steps once", async () => {
  const { session, requests } = start(() => {});
  for (const layout of /** @type {const} */ (["numerator", "mixed", "numerator"])) {
    session.layout(layout);
    await idle();
  }
  assert.deepEqual(
    requests.map(({ include }) => include),
    [["steps"], [], []],
  );
});

test("what the server refuses is marked where it was typed, and the last good numbers stay", async () => {
  const { store, session } = start(({ values }) => {
    if (values.x[0][0] < 0)
      throw new real.ApiError(422, {
        code: "no",
        message: "No.",
        hint: "Be positive.",
        params: { name: "x", row: 0, column: 0 },
      });
  });
  session.edit(ref, -1, false, "-1");
  await idle();
  const { refusal, doc } = store.get();
  assert.deepEqual(refusal, { ref, text: "-1", message: "No. Be positive." });
  assert.deepEqual(doc.values.x, [[1], [2]]);
  assert.equal(mayUndo(store.get()), false);
});

test("while the server is away, what was typed stays, and a retry sends it", async () => {
  let away = true;
  const { store, session } = start(() => {
    if (away) throw new real.ApiError(503, { code: "busy", message: "" }, 3);
  });
  session.edit(ref, 5, false, "5");
  await idle();
  assert.deepEqual(store.get().notice, { kind: "busy", message: "", retryAfter: 3 });
  assert.deepEqual(store.get().doc.values.x, [[5], [2]]);
  away = false;
  session.retry();
  await idle();
  assert.equal(store.get().notice, null);
});

test("sizes keep numbers, new numbers have their seed, reset gives back exactly the first ones", async () => {
  const { store, session } = start(() => {});
  session.resize("n", 1);
  await idle();
  assert.deepEqual(store.get().doc.values.x, [[1], [2], [0]]);
  session.draw(7);
  await idle();
  assert.deepEqual(store.get().doc, { ...doc, values: { x: [[7], [7], [7]], y: [[1]] }, seed: 7 });
  session.reset();
  await idle();
  assert.deepEqual(store.get().doc, doc);
});

test("pasting fits a row into a column, one number into a cell, and nothing else", async () => {
  const { store, session } = start(() => {});
  assert.equal(await session.paste(ref, "8\t9"), "done");
  assert.deepEqual(store.get().doc.values.x, [[8], [9]]);
  assert.equal(await session.paste(ref, "4"), "done");
  assert.deepEqual(store.get().doc.values.x, [[4], [9]]);
  const problem = async (/** @type {string} */ text) => {
    const refused = await session.paste(ref, text);
    return refused && refused !== "done" && refused.problem;
  };
  assert.equal(await problem("1 2\n3 4"), "shape");
  assert.equal(await problem("a b"), "not-a-number");
  await idle();
});

const other = { id: null, program: "J = x.T @ x", values: { x: [[3], [4]] }, seed: 5 };
const otherDoc = /** @type {const} */ ({ network: other, values: other.values, seed: 5, scheme: "he" });

test("what comes late is done to the network that it was asked for, or not at all", async () => {
  const { store, session } = start(() => {});
  const acts = [session.paste(ref, "8\t9"), session.draw(7), session.resize("n", 1)];
  await session.adopt(otherDoc);
  await Promise.all(acts);
  await idle();
  assert.equal(store.get().doc, otherDoc);
});

test("another network comes whole, and undo returns to the one before", async () => {
  const { store, session, requests } = start(() => {});
  session.edit(ref, 9, false, "9");
  await idle();
  const before = store.get().doc;
  assert.equal(await session.adopt(otherDoc), null);
  assert.equal(requests.at(-1).program, other.program);
  assert.equal("preset" in requests.at(-1), false);
  assert.deepEqual(store.get().doc, otherDoc);
  assert.equal(/** @type {any} */ (store.get()).opened, other);
  session.undo();
  await idle();
  assert.equal(store.get().doc, before);
  assert.equal(requests.at(-1).preset, "p");
  session.redo();
  await idle();
  assert.equal(store.get().doc, otherDoc);
});

test("a network that the server refuses changes nothing", async () => {
  const { store, session } = start(({ program }) => {
    if (program) throw new real.ApiError(422, { code: "no", message: "No.", line: 1, column: 5, length: 1 });
  });
  const error = await session.adopt(otherDoc);
  assert.equal(error?.error.line, 1);
  assert.equal(store.get().doc, doc);
  assert.deepEqual([mayUndo(store.get()), store.get().notice], [false, null]);
});

test("an answer for the network before is dropped when another one came in between", async () => {
  const { store, session } = start(() => {});
  session.edit(ref, 9, false, "9");
  await session.adopt(otherDoc);
  await idle();
  assert.deepEqual(store.get().trace.values.x, { role: "input", sizes: ["n", "1"] });
  assert.equal(/** @type {any} */ (store.get().trace).sent, other.values);
});

test("a program of one's own is drawn by its shapes, in the scheme that was chosen", async () => {
  const { store, session } = start(() => {});
  await session.adopt(otherDoc);
  session.draw(7, "zeros");
  await idle();
  const { seed, scheme } = store.get().doc;
  assert.deepEqual([seed, scheme], [7, "zeros"]);
});

test("what is kept over a change of language comes back with what it shares", () => {
  const { session, store } = start(() => {});
  session.change({ ...doc, seed: 1 });
  session.change(otherDoc);
  const packed = JSON.parse(JSON.stringify(pack(store.get().history)));
  const history = unpack(packed);
  assert.deepEqual(history, store.get().history);
  assert.equal(history.past[0].network, history.past[1].network);
  assert.equal(packed.parts.length, 5);
});

test("a large matrix is edited, undone, redone and kept as a small one is", async () => {
  const { store, session, requests } = start(() => {});
  const W = rowsOver(new Float64Array(3000).fill(2), [60, 50]);
  const large = { ...other, values: { ...other.values, W } };
  await session.adopt({ ...otherDoc, network: large, values: large.values });
  session.edit({ kind: "value", name: "W", i: 1, j: 2 }, 7, false, "7");
  await idle();
  assert.equal(requests.at(-1).values.W[1][2], 7);
  session.undo();
  await idle();
  assert.equal(store.get().doc.values.W, W);
  assert.equal(W[1][2], 2);
  session.redo();
  await idle();
  const back = unpack(JSON.parse(JSON.stringify(pack(store.get().history))));
  assert.deepEqual([back.present.values.W[1][2], back.present.network.values.W[1][2]], [7, 2]);
  assert.equal(back.present.values.W.length, 60);
  assert.equal(back.past.at(-1)?.values.W, back.present.network.values.W);
});
