/** What a proof asks the server for: once for each state of what it depends on. The last good answer stays meanwhile. */
import { ApiError } from "../api.js";
import { latest } from "../lib/latest.js";
import { named } from "../state/asking.js";

/**
 * @typedef {import("../main.js").State} State
 * @typedef {import("../types.js").Trace} Trace
 */

/**
 * @param {import("../views.js").Surroundings} surroundings
 * @param {string} part  of a trace, as `include` calls it
 * @param {(state: State) => unknown} basis  what the part depends on: asked again when this is another
 * @returns {(state: State) => Trace | null} the last good answer; null where there is none for these steps
 */
export function fetching({ store, session, api, lang }, part, basis) {
  /** @type {unknown} */
  let asked = null;
  /** @type {{answer: Trace, steps: State["steps"]} | null} */
  let known = null;
  /** The trace at which the server did not answer. @type {Trace | null} */
  let failed = null;

  const ask = latest(async (/** @type {State} */ { doc, trace, steps }) => {
    const request = { ...named(doc.network), values: doc.values, layout: trace.layout, lang };
    try {
      known = { answer: await api.trace({ ...request, include: [part] }), steps };
      failed = null;
      store.set({ arrived: {} });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      failed = trace;
      if (known?.steps !== steps) {
        asked = null;
        store.set({ view: "step" });
      }
      session.tell(error);
    }
  });

  return (state) => {
    const isAnswering = failed !== null && failed !== state.trace; // numbers have come since
    if (asked !== basis(state) || isAnswering) {
      asked = basis(state);
      failed = null;
      ask(state);
    }
    return known?.steps === state.steps ? known.answer : null;
  };
}
