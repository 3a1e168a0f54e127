import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fill, listed } from "../../../static/js/lib/text.js";

test("parameters and lists", () => {
  assert.equal(fill("step {n} of {m}, {other}", { n: 1, m: 2 }), "step 1 of 2, {other}");
  assert.equal(listed([1, 2, 3], ", ", " and "), "1, 2 and 3");
  assert.equal(listed([4], ", ", " and "), "4");
});

test("both languages say the same things with the same parameters", () => {
  const [en, zh] = ["en", "zh"].map((lang) =>
    JSON.parse(readFileSync(new URL(`../../../app/i18n/page.${lang}.json`, import.meta.url), "utf8")),
  );
  assert.deepEqual(Object.keys(zh).sort(), Object.keys(en).sort());
  for (const key of Object.keys(en)) {
    const holes = (/** @type {string} */ text) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();
    assert.deepEqual(holes(zh[key]), holes(en[key]), key);
  }
});
