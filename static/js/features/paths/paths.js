/** The proof by paths: the gradient of the current step as the sum of what comes along every path from the loss. */
import { on } from "../../events.js";
import { example } from "../../lib/explain.js";
import { memo } from "../../lib/memo.js";
import { signalsOf, termsOf, withTerms } from "../../lib/paths.js";
import { createView } from "../../lib/view.js";
import { answering, askPart } from "../../state/answers.js";
import { askedIn, numbersOf } from "../../state/looked.js";
import { gradientStep } from "../../state/playback.js";
import { GsPaths } from "./element.js";

/**
 * @import {View} from "../../lib/view.js"
 * @import {Page, Proof} from "../../state/page.js"
 * @import {State} from "../../state/state.js"
 * @import {Trace, Translate} from "../../types.js"
 * @import {Step} from "../../wire.js"
 */

/**
 * @typedef {object} Told
 * @property {Trace} answer
 * @property {NonNullable<Trace["paths"]>} paths
 * @property {Step} step
 * @property {View} numbers  of the page
 * @property {State} state
 */

/**
 * @param {Page} page
 * @returns {Proof}
 */
export function start(page) {
  const { store, t } = page;
  const element = new GsPaths();
  on(element, "gs-along", (along) => store.set({ along }));
  answering(page, "paths", {
    question: ({ view, trace, steps }) => (view === "paths" ? { trace, steps } : null),
    ask: (_, signal) => askPart(page, "paths", signal),
  });
  // Most changes of the state are none of it.
  const termed = memo(
    (/** @type {Told} */ { answer, step, numbers }) => [answer, step, numbers],
    (told) => withView(told, t),
  );

  return {
    element,
    show: (state) => {
      const known = state.answers.paths;
      const answer = known?.question.steps === state.steps ? known.answer : null;
      const told = answer?.paths;
      const step = gradientStep(state, (name) => told?.[name].count !== 1);
      if (!answer || !told || !step) return false;
      const drawn = termed({ answer, paths: told, step, numbers: numbersOf(state), state });
      const { shape } = drawn.view.matrix("gradient", step.quantity);
      const { ref } = askedIn(state, step.quantity, shape) ?? example(step, drawn.view);
      const context = { view: drawn.view, symbols: state.symbols, t, compact: true };
      element.show({ ...drawn, step, told: told[step.quantity], ref, context });
      return true;
    },
  };
}

/**
 * @param {Told} told
 * @param {Translate} t
 */
function withView({ answer, paths, step: { quantity }, numbers, state: { precision, scope } }, t) {
  const terms = termsOf(paths, quantity);
  const { symbol } = answer.gradients[quantity];
  const nameOf = (/** @type {number} */ k) =>
    t(paths[quantity].listed ? "paths.along" : "paths.part", { symbol, n: k + 1 });
  const view = createView(withTerms(answer, quantity, terms, nameOf), {}, precision, scope);
  const max = scope === "matrix" ? view.max : numbers.max; // the same colour is the same number as on the sheet
  return { terms, signals: signalsOf(paths, quantity), view: { ...view, max } };
}
