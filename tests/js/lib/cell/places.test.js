import assert from "node:assert/strict";
import { test } from "node:test";
import { indices, placeOf, placesIn } from "../../../../static/js/lib/cell/places.js";

test("places are counted row by row, and back", () => {
  assert.deepEqual(indices(3), [0, 1, 2]);
  assert.deepEqual(indices(0), []);
  const places = placesIn([2, 3]);
  assert.deepEqual(places, [
    [0, 0],
    [0, 1],
    [0, 2],
    [1, 0],
    [1, 1],
    [1, 2],
  ]);
  places.forEach((place, k) => {
    assert.deepEqual(placeOf(k, 3), place);
  });
});
