/** The proof by paths: the gradient of the current step as the sum of what comes along every path from the loss. */

import { example } from "../../lib/explain.js";
import { signalsOf, termsOf, withTerms } from "../../lib/paths.js";
import { createView } from "../../lib/view.js";
import { fetching } from "../../state/fetching.js";
import { gradientStep } from "../../state/playback.js";
import { GsPaths } from "./element.js";

/**
 * @import {View} from "../../lib/view.js"
 * @import {State} from "../../state/state.js"
 * @import {Trace, Translate} from "../../types.js"
 * @import {Step} from "../../wire.js"
 * @import {Maker} from "../bench/views.js"
 */

/** @type {Maker} */
export function paths(surroundings) {
  const { store, t } = surroundings;
  const element = new GsPaths();
  const ask = fetching(surroundings, "paths", ({ trace }) => trace);
  element.addEventListener("gs-along", (event) =>
    store.set({ along: /** @type {CustomEvent} */ (event).detail }),
  );
  /** What was drawn last, since most changes of the state are none of it. */
  let last = /** @type {{from: unknown[], drawn: ReturnType<typeof termed>} | null} */ (null);

  return {
    element,
    show: (state, numbers) => {
      const answer = ask(state);
      const told = answer?.paths;
      const step = gradientStep(state, (name) => told?.[name].count !== 1);
      if (!answer || !told || !step) return;
      const from = [answer, step, numbers];
      if (!last || from.some((part, k) => part !== last?.from[k]))
        last = { from, drawn: termed(answer, told, step, numbers, state, t) };
      const { view } = last.drawn;
      const context = { view, symbols: state.symbols, t, compact: true };
      element.show({
        ...last.drawn,
        step,
        told: told[step.quantity],
        ref: cellOf(state, step, view),
        context,
      });
    },
  };
}

/**
 * @param {Trace} answer
 * @param {NonNullable<Trace["paths"]>} told
 * @param {Step} step
 * @param {View} numbers
 * @param {State} state
 * @param {Translate} t
 */
function termed(answer, told, { quantity }, numbers, { precision, scope }, t) {
  const terms = termsOf(told, quantity);
  const { symbol } = answer.gradients[quantity];
  const nameOf = (/** @type {number} */ k) =>
    t(told[quantity].listed ? "paths.along" : "paths.part", { symbol, n: k + 1 });
  const view = createView(withTerms(answer, quantity, terms, nameOf), {}, precision, scope);
  const max = scope === "matrix" ? view.max : numbers.max; // the same colour is the same number as on the sheet
  return { terms, signals: signalsOf(told, quantity), view: { ...view, max } };
}

/**
 * The cell that is asked for, where it is one of this gradient; otherwise the largest.
 * @param {State} state
 * @param {Step} step
 * @param {View} view
 */
function cellOf({ hover, pin }, step, view) {
  const { shape } = view.matrix("gradient", step.quantity);
  const asked = [hover, pin].find((subject) => {
    const ref = subject?.node ? null : subject?.ref;
    return ref?.kind === "gradient" && ref.name === step.quantity && ref.i < shape[0] && ref.j < shape[1];
  });
  return (asked ?? example(step, view)).ref;
}
