/** Asks for traces, and for steps only where they are not known yet. Knows no element. */
import { shapeOf, shapeText } from "../lib/shapes.js";

/**
 * @import {Layout, Network, Symbols, Trace} from "../types.js"
 * @import {Step, TraceResponse as WireTrace} from "../wire.js"
 * @import {Doc} from "./state.js"
 */

/**
 * @typedef {{trace: Trace, steps: Step[], symbols: Symbols}} Answer
 */

/**
 * All that the steps of an answer are told with.
 * @param {WireTrace | Trace} trace
 * @returns {Symbols}
 */
export function symbolsOf({ symbols, identities = {} }) {
  return { values: {}, gradients: {}, sizes: {}, ...symbols, identities };
}

/**
 * How a request names a network.
 * @param {Network} network
 * @returns {{preset: string} | {program: string}}
 */
export function named({ id, program }) {
  return id === null ? { program } : { preset: id };
}

/**
 * @param {Pick<typeof import("../api.js"), "trace">} api
 * @param {string} lang
 * @param {(trace: Trace, network: Network) => Promise<unknown>} ready  before it is shown: what it is drawn with is there
 */
export function createAsker(api, lang, ready) {
  /** @type {Map<string, Omit<Answer, "trace"> & {sheet: string}>} */
  const known = new Map();
  const key = (/** @type {Doc} */ { network, values }, /** @type {Layout} */ layout) =>
    [
      layout,
      network.id ?? network.program,
      ...Object.values(values).map((rows) => shapeText(shapeOf(rows))),
    ].join("\n");
  /**
   * @param {Doc} doc
   * @param {Answer} answer
   */
  const remember = (doc, { trace, steps, symbols }) => {
    known.set(key(doc, trace.layout), { sheet: trace.sheet, steps, symbols });
  };
  /**
   * @param {Doc} doc
   * @param {Layout} layout
   * @param {AbortSignal} [signal]
   * @returns {Promise<Answer>}
   */
  const ask = async (doc, layout, signal) => {
    const before = known.get(key(doc, layout));
    const request = { ...named(doc.network), values: doc.values, layout, lang };
    let trace = await api.trace({ ...request, include: before ? [] : ["steps"] }, signal);
    await ready(trace, doc.network);
    if (before && trace.sheet === before.sheet)
      return { trace, steps: before.steps, symbols: before.symbols };
    if (!trace.steps) {
      trace = await api.trace({ ...request, include: ["steps"] }, signal);
      await ready(trace, doc.network);
    }
    const answer = { trace, steps: trace.steps ?? [], symbols: symbolsOf(trace) };
    remember(doc, answer);
    return answer;
  };
  return { ask, remember };
}
