/** A matrix as text for other programs. Full digits; plain hyphens, since these are read by machines. */

/** @import {Format} from "../types.js" */

/**
 * @param {number[][]} rows
 * @param {Format} format
 * @returns {string}
 */
export function asText(rows, format) {
  if (format === "numpy")
    return `np.array([${rows.map((row) => `[${Array.from(row, python).join(", ")}]`).join(", ")}])`;
  if (format === "latex") {
    const body = rows.map((row) => Array.from(row, tex).join(" & ")).join(" \\\\ ");
    return `\\begin{bmatrix} ${body} \\end{bmatrix}`;
  }
  return rows.map((row) => Array.from(row, String).join("\t")).join("\n");
}

/** @param {number} value */
function python(value) {
  if (Number.isFinite(value)) return Object.is(value, -0) ? "0" : String(value);
  if (Number.isNaN(value)) return "np.nan";
  return value > 0 ? "np.inf" : "-np.inf";
}

/** @param {number} value */
function tex(value) {
  if (Number.isNaN(value)) return "\\mathrm{NaN}";
  if (!Number.isFinite(value)) return value > 0 ? "\\infty" : "-\\infty";
  return String(value).replace(/e\+?(-?\d+)$/, " \\cdot 10^{$1}");
}
