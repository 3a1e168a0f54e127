import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { ApiError, missing } from "../../../static/js/lib/api-error.js";

const of = (/** @type {number} */ status) => new ApiError(status, { code: "some", message: "No." });

test("being busy passes, a refusal stays, and silence is neither", () => {
  const kinds = [503, 429, 400, 499, 500, 0].map((status) => [of(status).isBusy, of(status).isRefusal]);
  assert.deepEqual(kinds, [
    [true, false],
    [true, false],
    [false, true],
    [false, true],
    [false, false],
    [false, false],
  ]);
});

test("the sentence says what is wrong, and what to do about it where that is known", () => {
  assert.equal(of(422).sentence, "No.");
  assert.equal(of(422).retryAfter, 0);
  const error = { code: "some", message: "W is 4×3.", hint: "Give x three rows." };
  assert.equal(new ApiError(422, error).sentence, "W is 4×3. Give x three rows.");
});

test("a part that did not come is told from everything that the server says, and its cause is not lost", () => {
  const heard = mock.method(console, "error", () => {});
  const cause = new TypeError("no network");
  const error = missing(cause);
  assert.ok(error.isMissing && error instanceof Error);
  assert.ok(!of(404).isMissing);
  assert.deepEqual(heard.mock.calls[0].arguments, [cause]);
});
