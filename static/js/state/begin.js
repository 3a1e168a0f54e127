/** What the page begins in, and what another network begins in. Knows no element. */
import { begin } from "./history.js";
import { openingStep } from "./playback.js";
import { symbolsOf } from "./traces.js";

/**
 * @import {Network, Presented, Preset, Trace} from "../types.js"
 * @import {Step} from "../wire.js"
 * @import {Doc, State} from "./state.js"
 */

/**
 * How a network opens. A program of one's own is shown with the digits that were chosen before.
 * @param {Step[]} steps
 * @param {Network} network
 */
export const opened = (steps, { precision }) => ({
  ...(precision && { precision }),
  position: openingStep(steps),
  all: true,
  playing: false,
  pin: null,
  trail: [],
  tracing: false,
  hover: null,
  beat: null,
});

/**
 * @param {Preset} preset
 * @returns {Doc}
 */
export function docOf({ id, program, values, seed = 0, pictures, precision }) {
  const network = { id, program, values, seed, pictures, precision };
  return { network, values, seed, scheme: "friendly" };
}

/**
 * @param {Preset} preset
 * @param {Trace} trace
 * @param {Presented | null} presented
 * @returns {State}
 */
export function initial(preset, trace, presented) {
  const doc = docOf(preset);
  const steps = trace.steps ?? [];
  return {
    ...{ doc, shown: doc, history: begin(doc), fresh: null, coming: null },
    ...{ trace, steps, symbols: symbolsOf(trace), layout: trace.layout },
    ...{ attempt: 0, answered: 0, typed: "", notice: null, refusal: null },
    ...{ precision: preset.precision, scope: "role", speed: 1, view: "step", along: null, form: "short" },
    ...{ focus: null, answers: {}, measuring: { method: "central", h: null, refusal: null } },
    presented,
    walking: { moving: null, network: null, entry: null, at: null, refusal: null, taken: null },
    ...opened(steps, doc.network),
  };
}
