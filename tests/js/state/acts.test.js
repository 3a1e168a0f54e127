/** Many acts at random, on a server whose answers come late and in any order: what was done last stands, and nothing is lost. */
import assert from "node:assert/strict";
import { test } from "node:test";
import * as real from "../../../static/js/api.js";
import { mayRedo, mayUndo, Session } from "../../../static/js/state/session.js";
import { createStore } from "../../../static/js/state/store.js";
import { atRest, traceOf } from "./fake.js";

/** @import {State} from "../../../static/js/state/state.js" */

const SEQUENCES = 200;
const LAYOUTS = /** @type {const} */ (["mixed", "numerator", "denominator"]);
const SCHEMES = /** @type {const} */ (["friendly", "normal", "he", "xavier", "zeros"]);

/** Small, fast and always the same (mulberry32). @param {number} seed */
function random(seed) {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** The number that a seed has for a cell, whatever the size of the matrix. */
const drawn = (/** @type {number} */ seed, /** @type {string} */ name, /** @type {number} */ i) =>
  seed * 1000 + name.charCodeAt(0) * 10 + i;
const column = (/** @type {number} */ seed, /** @type {string} */ name, /** @type {number} */ n) =>
  Array.from({ length: n }, (_, i) => [drawn(seed, name, i)]);

/**
 * A page without elements on a server that holds every answer until it is let go.
 * @param {() => number} chance
 */
function page(chance) {
  /** @type {(() => void)[]} */
  const held = [];
  /**
   * @template T
   * @param {() => T} make
   * @param {AbortSignal} [signal]
   * @returns {Promise<T>}
   */
  const later = (make, signal) =>
    new Promise((resolve, reject) => {
      const gone = () => reject(new real.ApiError(0, { code: "no-answer", message: "" }));
      signal?.addEventListener("abort", gone);
      held.push(() => resolve(make()));
    });
  const trace = (/** @type {any} */ request) =>
    traceOf(request, {
      x: { role: "input", sizes: ["n", "1"] },
      v: { role: "parameter", sizes: ["n", "1"] },
    });
  const api = {
    ...real,
    trace: (/** @type {any} */ request, /** @type {any} */ signal) => later(() => trace(request), signal),
    values: (/** @type {any} */ { sizes, seed }, /** @type {any} */ signal) =>
      later(() => ({ values: { x: column(seed, "x", sizes.n), v: column(seed, "v", sizes.n) } }), signal),
    preset: (/** @type {string} */ id, /** @type {string} */ _, /** @type {any} */ signal) =>
      later(() => presetOf(id), signal),
  };
  const network = presetOf("a");
  const doc = /** @type {const} */ ({ network, values: network.values, seed: 0, scheme: "friendly" });
  const first = trace({ layout: "mixed", values: doc.values, include: ["steps"] });
  const store = createStore(/** @type {State} */ (atRest(doc, first)));
  const told = { painted: () => {}, ready: async () => {}, opened: () => ({}) };
  const session = new Session(store, "en", /** @type {any} */ (api), told);
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  /** Lets go some of the answers, in any order. @param {number} count */
  const answer = async (count) => {
    for (let k = 0; k < count && held.length > 0; k++) {
      held.splice(Math.floor(chance() * held.length), 1)[0]();
      await turn();
    }
  };
  const rest = async () => {
    await turn();
    while (held.length > 0) await answer(1);
  };
  return { store, session, answer, rest, turn };
}

/** @param {string} id */
function presetOf(id) {
  const seed = id.charCodeAt(0);
  return { id, program: "", values: { x: column(seed, "x", 3), v: column(seed, "v", 3) }, seed };
}

/**
 * One act, chosen by chance, as a function of a page: who sees nothing but the old network yet acts on it no more.
 * @param {() => number} chance
 * @param {boolean} isComing  whether another network is on its way
 * @returns {(on: ReturnType<typeof page>) => void}
 */
function act(chance, isComing) {
  const of = (/** @type {number} */ n) => Math.floor(chance() * n);
  const [kind, k, value] = [of(isComing ? 2 : 6), of(5), of(1000)];
  const name = chance() < 0.5 ? "x" : "v";
  const ref = /** @type {const} */ ({ kind: "value", name, i: k % 3, j: 0 });
  /** @type {((session: Session) => void)[]} */
  const acts = [
    (session) => session.layout(LAYOUTS[k % 3]),
    (session) => void session.choose("abcde"[k]),
    (session) => session.edit(ref, value, false, String(value)),
    (session) => session.resize("n", 1),
    (session) => session.draw(value, SCHEMES[k]),
    (session) => (k === 0 ? session.reset() : session.draw(value)),
  ];
  return ({ session }) => acts[kind](session);
}

/** What a page shows, to be compared. @param {ReturnType<typeof page>} it */
function shown({ store }) {
  const { doc, shown: known, trace, layout, fresh, coming, notice } = store.get();
  assert.equal(doc, known, "what is shown is what is wanted");
  assert.deepEqual([fresh, coming, notice], [null, null, null]);
  assert.equal(trace.layout, layout);
  assert.deepEqual(/** @type {any} */ (trace).sent, doc.values);
  const { network, values, seed, scheme } = doc;
  return { id: network.id, values, seed, scheme, layout };
}

test("acts whose answers come late and in any order end where they end when each waits for the one before", async () => {
  for (let seed = 1; seed <= SEQUENCES; seed++) {
    const chance = random(seed);
    const [hurried, patient] = [page(chance), page(() => 0)];
    for (let k = 0; k < 12; k++) {
      const next = act(chance, hurried.store.get().coming !== null);
      next(hurried);
      if (chance() < 0.5) await hurried.turn();
      if (chance() < 0.5) await hurried.answer(Math.floor(chance() * 3));
      next(patient);
      await patient.rest();
    }
    await hurried.rest();
    assert.deepEqual(shown(hurried), shown(patient), `sequence ${seed}`);
  }
});

test("whatever was done, undo leads back to the first numbers and redo to the last", async () => {
  for (let seed = 1; seed <= SEQUENCES; seed++) {
    const chance = random(1000 + seed);
    const it = page(chance);
    const first = shown(it);
    for (let k = 0; k < 8; k++) {
      act(chance, it.store.get().coming !== null)(it);
      await it.answer(Math.floor(chance() * 3));
    }
    await it.rest();
    const { layout, ...last } = shown(it);
    const travel = async (/** @type {(state: State) => boolean} */ may, /** @type {() => void} */ go) => {
      while (may(it.store.get())) {
        go();
        if (chance() < 0.5) await it.answer(1);
        await it.turn();
      }
      await it.rest();
    };
    await travel(mayUndo, () => it.session.undo());
    assert.deepEqual(shown(it), { ...first, layout }, `sequence ${seed}`);
    await travel(mayRedo, () => it.session.redo());
    assert.deepEqual(shown(it), { ...last, layout }, `sequence ${seed}`);
  }
});

test("each of three quick steps of a size counts, and each can be taken back before its answer", async () => {
  const it = page(() => 0);
  for (let k = 0; k < 3; k++) it.session.resize("n", 1);
  it.session.undo();
  await it.rest();
  assert.equal(it.store.get().doc.values.x.length, 5);
});

test("what was typed after numbers were asked for is in those that come, and goes before them", async () => {
  const it = page(() => 0);
  it.session.draw(7);
  it.session.edit({ kind: "value", name: "x", i: 1, j: 0 }, -5, false, "-5");
  it.session.resize("n", 1);
  assert.deepEqual(it.store.get().doc.values.x[1], [-5]);
  await it.rest();
  const [a, , c, d] = [0, 1, 2, 3].map((i) => [drawn(7, "x", i)]);
  assert.deepEqual(it.store.get().doc.values.x, [a, [-5], c, d]);

  const other = page(() => 0);
  other.session.draw(7);
  other.session.edit({ kind: "value", name: "x", i: 1, j: 0 }, -5, false, "-5");
  other.session.undo();
  await other.rest();
  assert.deepEqual(other.store.get().doc.values.x, column(7, "x", 3));
});

test("of two networks the one that was chosen last stands, whichever comes first", async () => {
  const it = page(() => 0);
  const both = [it.session.choose("b"), it.session.choose("c")];
  await it.rest();
  assert.deepEqual(await Promise.all(both), [null, null]);
  assert.equal(it.store.get().doc.network.id, "c");
  it.session.undo();
  await it.rest();
  assert.equal(it.store.get().doc.network.id, "a");
});

test("a network that has not come yet can be taken back", async () => {
  const it = page(() => 0);
  const chosen = it.session.choose("b");
  it.session.undo();
  assert.equal(await chosen, null);
  await it.rest();
  assert.equal(shown(it).id, "a");
});
