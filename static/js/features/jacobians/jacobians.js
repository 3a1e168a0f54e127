/** Fetches the full forms of all steps when they are first wanted. Like the steps, they do not depend on the numbers. */
import { ApiError } from "../../api.js";
import { fullForm } from "../../elements/formula/late.js";
import { canvas } from "../../elements/late.js";
import { rulesFor } from "../../lib/cell.js";
import { named } from "../../state/traces.js";

/**
 * @import {Session} from "../../state/session.js"
 * @import {State} from "../../state/state.js"
 */

/**
 * @typedef {{get: () => State, set: (change: Partial<State>) => void,
 *   subscribe: (listener: (state: State, before: State) => void) => void}} Store
 */

/**
 * @param {Store} store
 * @param {Session} session
 * @param {typeof import("../../api.js")} api
 * @param {string} lang
 */
export function jacobians(store, session, api, lang) {
  /** The steps that they were asked for. @type {State["steps"] | null} */
  let asked = null;

  const ask = async (/** @type {State} */ { doc, trace, steps }) => {
    asked = steps;
    const request = { ...named(doc.network), values: doc.values, layout: trace.layout, lang };
    try {
      const [answer] = await Promise.all([
        api.trace({ ...request, include: ["jacobians"] }),
        fullForm.bring(),
        canvas.bring(),
      ]);
      await rulesFor(answer.jacobians);
      const now = store.get();
      if (now.steps !== steps) return;
      if (answer.sheet === now.trace.sheet) store.set({ jacobians: answer.jacobians ?? null });
      else asked = null; // the numbers have changed the rules on the way: asked again with the steps
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      asked = null;
      store.set({ form: "short" });
      session.tell(error);
    }
  };

  store.subscribe((state, before) => {
    if (state.steps !== before.steps && state.jacobians) return store.set({ jacobians: null });
    if (state.form === "full" && !state.jacobians && asked !== state.steps) ask(state);
  });
}
