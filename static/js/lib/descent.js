/** Steps of gradient descent: what to say about one, where to begin, and the numbers after it. Knows no DOM. */
import { formatFigures, fromWire } from "./format.js";
import { flatOf, rowsOver, turned } from "./rows.js";
import { shapeOf } from "./shapes.js";

/**
 * @import {Ref, Trace, Values, WireNumber} from "../types.js"
 * @import {DescentStep} from "../wire.js"
 */

/**
 * @typedef {{name: string, row: number, column: number}} Entry  of an input, from 0
 * @typedef {"holds" | "breaks" | "rises" | "unresolved" | "still" | "unknown"} Verdict
 */

const LEAST_FIGURES = 3;
/** As in the marks that the server gives. */
const LINEAR = 0.1;
/** So many times its round-off, a change is beyond doubt. As on the server. */
const CLEAR = 1000;
const ABOVE = 0.5;
const BELOW = 1.2;
/** Decimals of a float64 at most. */
const MOST = 15;

/**
 * So many figures of a number are shown.
 * @param {{precision: number}} view
 */
export const figuresOf = ({ precision }) => Math.max(LEAST_FIGURES, precision);

/**
 * @param {number} part  of 1
 */
export const percentText = (part) => `${formatFigures(100 * part, LEAST_FIGURES)}\u00a0%`;

/**
 * A change of J: one that is a rise has its sign, too.
 * @param {WireNumber} wire
 * @param {{precision: number}} view
 */
export function changeText(wire, view) {
  const change = fromWire(wire);
  return (change > 0 ? "+" : "") + formatFigures(change, figuresOf(view));
}

/**
 * Whether the gradient tells the change of J in a step.
 * @param {DescentStep} step
 * @returns {Verdict}
 */
export function verdictOf({ predicted, actual, ratio, round_off }) {
  if (predicted === 0) return "still";
  if (typeof predicted === "string" || typeof actual === "string") return "unknown";
  if (ratio === null) return actual > CLEAR * fromWire(round_off) ? "rises" : "unresolved";
  if (Math.abs(ratio - 1) <= LINEAR) return "holds";
  return actual > 0 ? "rises" : "breaks";
}

/**
 * The part of ΔJ that is worth seeing: down to where it falls furthest, and not far above 0.
 * @param {DescentStep[]} steps
 * @returns {[number, number]}
 */
export function depthOf(steps) {
  const changes = steps.map(({ actual }) => fromWire(actual)).filter(Number.isFinite);
  const lowest = Math.min(0, ...changes);
  const rising = changes.filter((change) => change > 0);
  const size = -lowest || Math.min(...rising, Infinity);
  if (size === Infinity) return [-1, 1];
  return [-BELOW * size, Math.max(...changes) > 0 ? ABOVE * size : size / 8];
}

/**
 * The place of the step whose length is nearest, as a ratio.
 * @param {{eta: number}[]} steps
 * @param {number} eta
 */
export function nearest(steps, eta) {
  const off = steps.map((step) => Math.abs(Math.log(step.eta / eta)));
  return off.indexOf(Math.min(...off));
}

/**
 * The numbers after a step: θ − ηg for each input that moves. A gradient may be shown transposed.
 * @param {Values} values
 * @param {Trace} trace  of these values
 * @param {string[]} names
 * @param {number} eta
 * @returns {Values}
 */
export function descended(values, { gradients }, names, eta) {
  const moved = names.map((name) => {
    const { data, shape, transposed } = gradients[name];
    const numbers = flatOf(data);
    const g = transposed ? turned({ rows: shape[0], columns: shape[1], numbers }) : numbers;
    const next = flatOf(values[name]).map((number, k) => number - eta * g[k]);
    return [name, rowsOver(next, shapeOf(values[name]))];
  });
  return { ...values, ...Object.fromEntries(moved) };
}

/**
 * The inputs that have a gradient, in the order of the program.
 * @param {Trace} trace
 */
export function movable({ values, gradients }) {
  return Object.keys(values).filter(
    (name) => name in gradients && values[name].role !== "computed" && values[name].role !== "loss",
  );
}

/**
 * The entry along which J is drawn: the pinned one, or the largest of the gradient that the step is about,
 * or of all gradients by parameters.
 * @param {Ref | null} pinned
 * @param {string} quantity  the gradient of the current step is by it
 * @param {Trace} trace
 * @returns {Entry | null}  null where nothing has a gradient
 */
export function entryOf(pinned, quantity, trace) {
  const names = movable(trace);
  const own = pinned && names.includes(pinned.name) ? ownOf(pinned, trace) : null;
  if (own && isIn(own, trace)) return own;
  if (names.includes(quantity)) return largestIn([quantity], trace);
  const parameters = names.filter((name) => trace.values[name].role === "parameter");
  return largestIn(parameters.length > 0 ? parameters : names, trace);
}

/**
 * @param {Ref} ref
 * @param {Trace} trace
 * @returns {Entry}
 */
function ownOf({ kind, name, i, j }, { gradients }) {
  const turned = kind === "gradient" && gradients[name].transposed;
  return { name, row: turned ? j : i, column: turned ? i : j };
}

/**
 * Sizes may have changed under a cell that was pinned.
 * @param {Entry} entry
 * @param {Trace} trace
 */
function isIn({ name, row, column }, { values }) {
  const [rows, columns] = values[name].shape;
  return row < rows && column < columns;
}

/**
 * @param {string[]} names
 * @param {Trace} trace
 * @returns {Entry | null}
 */
function largestIn(names, trace) {
  /** @type {Entry | null} */
  let found = null;
  let most = -1;
  for (const name of names) {
    trace.gradients[name].data.forEach((cells, i) => {
      for (let j = 0; j < cells.length; j++) {
        const size = Math.abs(fromWire(cells[j])) || 0;
        if (size <= most) continue;
        most = size;
        found = ownOf({ kind: "gradient", name, i, j }, trace);
      }
    });
  }
  return found;
}

/**
 * How many decimals tell two numbers apart that differ by so much.
 * @param {number} difference
 * @param {number} least
 */
export function decimalsFor(difference, least) {
  const size = Math.abs(difference);
  if (!(size > 0 && size < Infinity)) return least;
  return Math.min(MOST, Math.max(least, 1 - Math.floor(Math.log10(size))));
}
