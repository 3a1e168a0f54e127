import assert from "node:assert/strict";
import { test } from "node:test";
import { asText } from "../../../static/js/lib/copy.js";
import { parseMatrix } from "../../../static/js/lib/parse.js";

const rows = [
  [1, -0.5],
  [0, 1e-7],
];

test("a matrix comes back as it was copied", () => {
  assert.deepEqual(parseMatrix(asText(rows, "numpy")), { rows });
  assert.deepEqual(parseMatrix(asText(rows, "tsv")), { rows });
  assert.equal(asText(rows, "latex"), "\\begin{bmatrix} 1 & -0.5 \\\\ 0 & 1 \\cdot 10^{-7} \\end{bmatrix}");
  assert.equal(
    asText([[Number.NaN, -Infinity, Infinity, -0]], "numpy"),
    "np.array([[np.nan, -np.inf, np.inf, 0]])",
  );
  assert.equal(
    asText([[Number.NaN, -Infinity, Infinity]], "latex"),
    "\\begin{bmatrix} \\mathrm{NaN} & -\\infty & \\infty \\end{bmatrix}",
  );
});
