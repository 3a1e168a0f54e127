/** Everything that the elements read of the numbers: built anew for each trace, by itself changing nothing. */
import { charsOf, faces } from "./faces.js";
import { fromWire } from "./format.js";
import { scale } from "./shade.js";

/**
 * @import {Face, Kind, Ref, Scope, Trace, Values, WireMatrix} from "../types.js"
 * @import {Known} from "./cell/rule.js"
 */

/**
 * @typedef {object} View
 * @property {Trace} trace
 * @property {number} precision
 * @property {(kind: Kind, name: string) => WireMatrix} matrix
 * @property {(kind: Kind, name: string) => Face[]} faces
 * @property {(kind: Kind, name: string, compact: boolean) => number} chars  compact: an input need not be as wide as its gradient
 * @property {(kind: Kind, name: string) => number} max
 * @property {(ref: Ref) => number} lookup
 * @property {Known} known  the number of a cell of an input
 * @property {(name: string) => boolean} isInput
 */

/**
 * @param {Trace} trace
 * @param {Values} typed  what the inputs are set to; ahead of the trace while it is computed
 * @param {number} precision
 * @param {Scope} scope
 * @returns {View}
 */
export function createView(trace, typed, precision, scope) {
  const max = scale(trace, scope);
  const isInput = (/** @type {string} */ name) => {
    const role = trace.values[name]?.role;
    return role === "parameter" || role === "input" || role === "target";
  };
  const matrix = (/** @type {Kind} */ kind, /** @type {string} */ name) =>
    kind === "gradient" ? trace.gradients[name] : withTyped(trace.values[name], typed[name]);
  const least = (/** @type {Kind} */ kind, /** @type {string} */ name, /** @type {boolean} */ compact) =>
    compact && kind === "value" && isInput(name) ? Math.min(4, precision + 3) : precision + 3;
  const lookup = (/** @type {Ref} */ { kind, name, i, j }) => {
    const { data } = kind === "gradient" ? trace.gradients[name] : trace.values[name];
    return fromWire(data[i][j]);
  };
  return {
    trace,
    precision,
    matrix,
    isInput,
    max,
    faces: (kind, name) => faces(matrix(kind, name).data, max(kind, name), precision),
    chars: (kind, name, compact) => charsOf(matrix(kind, name).data, precision, least(kind, name, compact)),
    lookup,
    known: (ref) => (ref.kind === "value" && isInput(ref.name) ? lookup(ref) : undefined),
  };
}

/**
 * @param {WireMatrix} matrix
 * @param {number[][] | undefined} typed
 * @returns {WireMatrix}
 */
function withTyped(matrix, typed) {
  const fits = typed && typed.length === matrix.shape[0] && typed[0].length === matrix.shape[1];
  return fits ? { ...matrix, data: typed } : matrix;
}
