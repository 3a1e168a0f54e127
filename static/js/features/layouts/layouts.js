/** The proof by layouts: where each transpose comes from, and what each convention makes of every gradient. */
import { on } from "../../events.js";
import { answering, askPart } from "../../state/answers.js";
import { numbersOf } from "../../state/looked.js";
import { gradientStep } from "../../state/playback.js";
import { GsLayouts } from "./element.js";

/** @import {Page, Proof} from "../../state/page.js" */

/**
 * @param {Page} page
 * @returns {Proof}
 */
export function start(page) {
  const { session, t } = page;
  const element = new GsLayouts();
  on(element, "gs-layout", ({ layout }) => session.layout(layout));
  answering(page, "layouts", {
    question: ({ view, steps }) => (view === "layouts" ? { steps } : null),
    ask: (_, signal) => askPart(page, "layouts", signal),
  });

  return {
    element,
    show: (state) => {
      const { symbols, steps, trace, answers } = state;
      const told = answers.layouts?.question.steps === steps ? answers.layouts.answer.layouts : null;
      const step = gradientStep(state, (name) => (told?.entries[name]?.length ?? 0) > 0);
      if (!told || !step) return false;
      const { pictures } = state.shown.network;
      const context = { view: numbersOf(state), symbols, t, pictures, compact: true };
      element.show({ told, step, steps, layout: trace.layout, context });
      return true;
    },
  };
}
