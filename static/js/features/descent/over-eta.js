/** The chart of ΔJ over η: where the line of the prediction and the true curve part. */

import { changeOf } from "../../elements/formula/list.js";
import { m } from "../../elements/formula/math.js";
import { indices } from "../../lib/cell/places.js";
import { depthOf } from "../../lib/descent.js";
import { formatFigures, fromWire } from "../../lib/format.js";

/**
 * @import {Spec} from "../../elements/chart/chart.js"
 * @import {Symbols, Translate} from "../../types.js"
 * @import {DescentResponse as Told, DescentStep} from "../../wire.js"
 */

/**
 * @typedef {{name: "linear_to" | "lowest" | "stops_falling", sign: string, eta: number}} Remark
 */

/** What is remarkable, and the sign that it has in the chart. */
const SIGNS = /** @type {const} */ ({ linear_to: "≈", lowest: "▼", stops_falling: "▲" });
/** How finely the prediction is drawn, whose formula is known. */
const FINE = 160;

/** @param {number} eta */
export const etaText = (eta) => formatFigures(eta, 3);

/**
 * @param {DescentStep[]} steps
 * @returns {[number, number]}
 */
export const endsOf = (steps) => [steps[0].eta, steps[steps.length - 1].eta];

/**
 * @param {Told["suggested"]} suggested
 * @returns {Remark[]}
 */
export function remarksOf(suggested) {
  return /** @type {Remark["name"][]} */ (Object.keys(SIGNS)).flatMap((name) => {
    const eta = suggested[name];
    return eta === null ? [] : [{ name, sign: SIGNS[name], eta }];
  });
}

/**
 * @param {DescentStep} step  the one that is chosen
 * @param {Told} told
 * @param {Symbols} symbols
 * @param {Translate} t
 * @returns {Spec}
 */
export function overEta(step, { steps, suggested, loss, squared_norm }, symbols, t) {
  const ends = endsOf(steps);
  const predicted = spaced(ends).map((eta) => point(eta, -eta * fromWire(squared_norm)));
  const actual = steps.map((some) => point(some.eta, fromWire(some.actual)));
  const linear = suggested.linear_to;
  return {
    x: { scale: "log", range: ends, label: m("math", m("mi", "η")) },
    y: { scale: "linear", range: depthOf(steps), label: changeOf(symbols.values[loss.name]) },
    bands: linear === null ? [] : [{ kind: "linear", x: [ends[0], linear] }],
    lines: [
      { kind: "truth", label: t("descent.true"), points: actual, dots: true },
      { kind: "theory", label: t("descent.predicted"), points: predicted },
    ],
    marks: [
      ...remarksOf(suggested).map(({ name, sign, eta }) => ({ kind: name, x: eta, glyph: sign })),
      { kind: "cursor", x: step.eta },
      { kind: "theory", x: step.eta, y: fromWire(step.predicted) },
      { kind: "truth", x: step.eta, y: fromWire(step.actual) },
    ],
    says: t("descent.chart", { loss: loss.name, from: etaText(ends[0]), to: etaText(ends[1]) }),
  };
}

/**
 * Many η between the ends, each larger than the one before by the same ratio.
 * @param {[number, number]} ends
 */
const spaced = ([low, high]) => indices(FINE + 1).map((k) => low * (high / low) ** (k / FINE));

/**
 * @param {number} x
 * @param {number} y
 * @returns {[number, number]}
 */
const point = (x, y) => [x, y];
