import assert from "node:assert/strict";
import { test } from "node:test";
import { recent } from "../../../static/js/lib/recent.js";

test("what is kept is the latest, as much as there is room for", () => {
  let made = 0;
  const keys = [{ size: 4 }, { size: 4 }, { size: 4 }, { size: 99 }];
  const get = recent(
    8,
    (/** @type {{size: number}} */ it) => it.size,
    (/** @type {{size: number}} */ key) => {
      made++;
      return { ...key };
    },
  );
  get(keys[0]);
  get(keys[1]);
  get(keys[0]);
  assert.equal(made, 2);
  get(keys[2]); // now the second is the oldest, and goes
  get(keys[0]);
  assert.equal(made, 3);
  get(keys[1]);
  assert.equal(made, 4);
  const whole = get(keys[3]); // too large for all others
  assert.equal(get(keys[3]), whole);
  get(keys[1]);
  assert.equal(made, 6);
});
