import assert from "node:assert/strict";
import { test } from "node:test";
import { indexed } from "../../../static/js/lib/prose.js";

/** @param {string} text */
const written = (text) => indexed(text).map(({ text, index }) => (index ? `${text}[${index}]` : text));

test("names with an index are found, in either language", () => {
  assert.deepEqual(written("the same W_xh, W_hh and b_h."), ["the same W[xh]", ", W[hh]", " and b[h]", "."]);
  assert.deepEqual(written("共用W_xh和b_h的梯度"), ["共用W[xh]", "和b[h]", "的梯度"]);
  assert.deepEqual(written("∂J/∂W_Q: Xᵀδ₁"), ["∂J/∂W[Q]", ": Xᵀδ₁"]);
  assert.deepEqual(written("ŷ_t and θ̂_new2"), ["ŷ[t]", " and θ̂[new2]"]);
});

test("other texts stay as they are", () => {
  for (const text of ["", "No name is here.", "max_pool(X, 2)", "W₁ and b₁", "a_b_c", "3_000"])
    assert.equal(written(text).join(""), text);
});
