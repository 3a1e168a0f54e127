/** The proof by layouts: where each transpose comes from, and what each convention makes of every gradient. */

import { fetching } from "../../state/fetching.js";
import { gradientStep } from "../../state/playback.js";
import { GsLayouts } from "./element.js";

/** @import {Maker} from "../bench/views.js" */

/** @type {Maker} */
export function layouts(surroundings) {
  const { session, t } = surroundings;
  const element = new GsLayouts();
  const ask = fetching(surroundings, "layouts", ({ steps }) => steps);
  element.addEventListener("gs-layout", (event) =>
    session.layout(/** @type {CustomEvent} */ (event).detail.layout),
  );

  return {
    element,
    show: (state, view) => {
      const told = ask(state)?.layouts;
      const { symbols, steps, trace } = state;
      const step = gradientStep(state, (name) => (told?.entries[name]?.length ?? 0) > 0);
      if (!told || !step) return;
      const context = { view, symbols, t, pictures: state.doc.network.pictures, compact: true };
      element.show({ told, step, steps, layout: trace.layout, context });
    },
  };
}
