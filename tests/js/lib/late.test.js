import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { ApiError } from "../../../static/js/lib/api-error.js";
import { late } from "../../../static/js/lib/late.js";

test("a part is loaded when it is first wanted, and once for all who want it", async () => {
  const load = mock.fn(async () => "it");
  const part = late(load);
  assert.equal(load.mock.callCount(), 0);
  assert.equal(part.here, null);
  assert.deepEqual(await Promise.all([part.bring(), part.bring()]), ["it", "it"]);
  assert.equal(await part.bring(), "it");
  assert.equal(part.here, "it");
  assert.equal(load.mock.callCount(), 1);
});

test("acts that wait for it are done in the order in which they came", async () => {
  /** @type {(it: string) => void} */
  let resolve = () => {};
  const part = late(
    () =>
      new Promise((done) => {
        resolve = done;
      }),
  );
  /** @type {string[]} */
  const done = [];
  const acts = ["open", "close", "open"].map(async (act) => {
    await part.bring();
    done.push(act);
  });
  resolve("it");
  await Promise.all(acts);
  assert.deepEqual(done, ["open", "close", "open"]);
});

test("one that does not come is said as such, and comes when it is wanted again", async () => {
  mock.method(console, "error", () => {});
  const answers = [() => Promise.reject(new TypeError("no network")), async () => "it"];
  const part = late(() => /** @type {() => Promise<string>} */ (answers.shift())());
  await assert.rejects(
    part.bring(),
    (error) => error instanceof ApiError && error.isMissing && !error.isRefusal && !error.isBusy,
  );
  assert.equal(part.here, null);
  assert.equal(await part.bring(), "it");
});

test("what the server says to a part stays what it said", async () => {
  const busy = new ApiError(503, { code: "busy", message: "later" }, 2);
  await assert.rejects(late(() => Promise.reject(busy)).bring(), busy);
});
