/** Small traces for tests, and what the elements read of them. */
import { createView } from "../../static/js/lib/view.js";

/** @import {Scope, Trace, Values, WireNumber} from "../../static/js/types.js" */

/**
 * @typedef {Record<string, WireNumber[][]>} Matrices
 *
 * @typedef {object} Options
 * @property {string[]} [inputs]  those of the values that are no results
 * @property {Values} [typed]
 * @property {number} [precision]
 * @property {Scope} [scope]
 */

/**
 * @param {Matrices} values
 * @param {Matrices} [gradients]
 * @param {string[]} [inputs]
 * @returns {Trace}
 */
export function traceOf(values, gradients = {}, inputs = []) {
  const told = (/** @type {WireNumber[][]} */ data, /** @type {string} */ symbol) => {
    const shape = [data.length, data[0].length];
    return { shape, sizes: shape.map(String), symbol, latex: symbol, data };
  };
  const each = (/** @type {Matrices} */ matrices, /** @type {(name: string) => object} */ more) =>
    Object.fromEntries(
      Object.entries(matrices).map(([name, data]) => [name, { ...told(data, name), ...more(name) }]),
    );
  const trace = {
    values: each(values, (name) => ({ role: inputs.includes(name) ? "input" : "computed" })),
    gradients: each(gradients, (name) => ({ symbol: `∂J/∂${name}`, transposed: false })),
  };
  return /** @type {Trace} */ (/** @type {unknown} */ (trace));
}

/**
 * @param {Matrices} values
 * @param {Matrices} [gradients]
 * @param {Options} [options]
 */
export function viewOf(values, gradients = {}, options = {}) {
  const { inputs = [], typed = {}, precision = 3, scope = "matrix" } = options;
  return createView(traceOf(values, gradients, inputs), typed, precision, scope);
}
