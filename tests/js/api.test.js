import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import * as api from "../../static/js/api.js";
import { toBase64 } from "../../static/js/lib/packed.js";

const realFetch = globalThis.fetch;
/** @type {{path: string, body: any}[]} */
let asked = [];
/** @type {object} */
let answer = {};
const large = Array.from({ length: 60 }, (_, i) => Array.from({ length: 50 }, (_, j) => i * j));
const packed = { shape: [60, 50], data: toBase64(Float64Array.from(large.flat())) };

beforeEach(() => {
  asked = [];
  globalThis.fetch = async (path, init) => {
    const { body } = init ?? {};
    asked.push({ path: String(path), body: typeof body === "string" ? JSON.parse(body) : body });
    return Response.json(answer);
  };
});
afterEach(() => {
  globalThis.fetch = realFetch;
});

test("a trace is asked for with large matrices as bytes, and comes back as rows", async () => {
  const W = { shape: [60, 50], data: null };
  const x = { shape: [1, 1], data: null };
  answer = { values: { W, x, z: packed }, gradients: {} };
  const request = { program: "", values: { W: large, x: [[2]] }, layout: "mixed", include: [], lang: "en" };
  const trace = await api.trace(request);
  assert.deepEqual(asked[0].body, {
    ...request,
    values: { W: packed, x: [[2]] },
    arrays: "auto",
    echo: false,
  });
  assert.equal(trace.values.W.data, large);
  assert.deepEqual([trace.values.z.data[59][49], trace.values.x.data], [59 * 49, [[2]]]);
});

test("values that are drawn, and those of a preset, come back as rows", async () => {
  answer = { values: { W: packed, x: [[2]] }, sizes: {}, seed: 1 };
  for (const found of [
    await api.values({ program: "", seed: 1, scheme: "friendly", lang: "en" }),
    await api.preset("p", "en"),
  ])
    assert.deepEqual([found.values.W[59][49], found.values.x], [59 * 49, [[2]]]);
  assert.equal(asked[0].body.arrays, "auto");
  assert.equal(asked[1].path, "/api/presets/p?lang=en&arrays=auto");
});

test("a file is sent as it is, and its arrays come back as rows", async () => {
  answer = { arrays: { W: packed }, skipped: [] };
  const file = new File(["1,2"], "W.csv");
  const found = await api.file(file, { W: [60, 50] }, "en");
  assert.equal(asked[0].body, file);
  assert.match(asked[0].path, /arrays=auto&want=W%3A60x50$/);
  assert.equal(found.arrays.W.data[59][49], 59 * 49);
});
