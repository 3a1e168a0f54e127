import assert from "node:assert/strict";
import { test } from "node:test";
import { observation, units } from "../../../static/js/lib/mask.js";
import { rowsOver } from "../../../static/js/lib/rows.js";

test("open and closed units are told apart, and those at 0 are named", () => {
  const z = {
    shape: /** @type {[number, number]} */ ([4, 1]),
    sizes: /** @type {[string, string]} */ (["D_h", "1"]),
    symbol: "z",
    latex: "z",
    data: [[0.5], [1], [0], [-2]],
  };
  assert.deepEqual(units(z), { open: [1, 2], closed: [4], edge: [3] });
  assert.equal(units({ ...z, shape: [2, 2] }), null);
  const said = observation(
    z,
    (key, params) => `${key} ${params?.units ?? ""};`,
    (some) => some.join("+"),
  );
  assert.equal(said, "mask.open.many 1+2;mask.join ;mask.closed.one 4;mask.join ;mask.edge.one 3;");
});

test("the units of a long pre-activation are told apart", () => {
  const matrix = (/** @type {[number, number]} */ shape) => ({
    ...{ shape, sizes: /** @type {[string, string]} */ (["n", "1"]), symbol: "z", latex: "z" },
    data: rowsOver(
      Float64Array.from({ length: 3000 }, (_, k) => k - 2998),
      shape,
    ),
  });
  for (const shape of /** @type {[number, number][]} */ ([
    [3000, 1],
    [1, 3000],
  ])) {
    const found = units(matrix(shape));
    assert.deepEqual([found?.closed.length, found?.edge, found?.open], [2998, [2999], [3000]]);
  }
});
