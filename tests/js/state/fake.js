/** A server and a page in the least that the session knows of them. */
import { begin } from "../../../static/js/state/history.js";

/**
 * A trace that remembers what was sent.
 * @param {any} request
 * @param {Record<string, {role: string, sizes: [string, string]}>} values
 */
export function traceOf(request, values) {
  return {
    sheet: `${request.layout}`,
    layout: request.layout,
    values,
    sent: request.values,
    ...(request.include.length ? { steps: [], symbols: {} } : {}),
  };
}

/**
 * The part of the state that the session keeps, at rest.
 * @param {any} doc
 * @param {any} trace
 * @returns {any}
 */
export function atRest(doc, trace) {
  return {
    ...{ doc, shown: doc, history: begin(doc), fresh: null, coming: null },
    ...{ trace, steps: [], symbols: {}, layout: trace.layout },
    ...{ attempt: 0, answered: 0, typed: "", notice: null, refusal: null },
  };
}
