/** The proof by layouts: where each transpose comes from, and what each convention makes of every gradient. */
import { ApiError } from "../api.js";
import { GsLayouts } from "../elements/layouts.js";
import { named } from "../state/asking.js";
import { gradientStep } from "../state/playback.js";

/** @typedef {import("../main.js").State} State */

/** @type {import("../views.js").Maker} */
export function layouts({ store, session, api, lang, t }) {
  const element = new GsLayouts();
  /** @type {{steps: State["steps"] | null, told: import("../wire.js").Layouts | null}} */
  let known = { steps: null, told: null };

  const ask = async (/** @type {State} */ { doc, trace, steps }) => {
    known = { steps, told: null };
    try {
      const request = { ...named(doc.network), values: doc.values, layout: trace.layout, lang };
      const { layouts: told = null } = await api.trace({ ...request, include: ["layouts"] });
      if (known.steps !== steps) return;
      known = { steps, told };
      store.set({ arrived: {} });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      store.set({ view: "step" });
      known = { steps: null, told: null };
      session.tell(error);
    }
  };
  element.addEventListener("gs-layout", (event) =>
    session.layout(/** @type {CustomEvent} */ (event).detail.layout),
  );

  return {
    element,
    show: (state, view) => {
      if (known.steps !== state.steps) ask(state);
      const { told } = known;
      const { symbols, steps, trace } = state;
      const step = gradientStep(state, (name) => (told?.entries[name]?.length ?? 0) > 0);
      if (!told || !step) return;
      const context = { view, symbols, t, pictures: state.doc.network.pictures, compact: true };
      element.show({ told, step, steps, layout: trace.layout, context });
    },
  };
}
