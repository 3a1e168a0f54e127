/** What a proof asks for as a part of the trace: once for each state of what it depends on. */
import { rulesFor } from "../lib/cell.js";
import { following } from "./following.js";
import { named } from "./traces.js";

/**
 * @import {Surroundings} from "../features/bench/views.js"
 * @import {Trace} from "../types.js"
 * @import {State} from "./state.js"
 */

/**
 * @param {Surroundings} surroundings
 * @param {string} part  of a trace, as `include` calls it
 * @param {(state: State) => unknown} basis  what the part depends on: asked again when this is another
 * @returns {(state: State) => Trace | null} the last good answer; null where there is none for these steps
 */
export function fetching({ store, session, api, lang }, part, basis) {
  const { about, forget } = following(
    async (/** @type {{basis: unknown, steps: State["steps"]}} */ _) => {
      const { doc, trace } = store.get();
      const request = { ...named(doc.network), values: doc.values, layout: trace.layout, lang };
      const answer = await api.trace({ ...request, include: [part] });
      await rulesFor(/** @type {Record<string, unknown>} */ (/** @type {unknown} */ (answer))[part]);
      return answer;
    },
    () => store.set({ arrived: {} }),
    (error, known) => {
      session.tell(error);
      if (known?.question.steps === store.get().steps) return;
      forget();
      store.set({ view: "step" });
    },
  );
  return (state) => {
    const known = about({ basis: basis(state), steps: state.steps });
    return known?.question.steps === state.steps ? known.answer : null;
  };
}
