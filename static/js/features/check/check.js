/** The proof by measuring: every entry of every gradient against a slope found without any rule of differentiation. */

import { failuresOf, foremost } from "../../lib/check.js";
import { following } from "../../state/following.js";
import { gradientStep } from "../../state/playback.js";
import { named } from "../../state/traces.js";
import { GsCheck } from "./element.js";

/**
 * @import {State} from "../../state/state.js"
 * @import {GradcheckResponse as Told, GradientCheck} from "../../wire.js"
 * @import {Maker} from "../bench/views.js"
 */

/**
 * @typedef {{doc: State["doc"], trace: State["trace"], steps: State["steps"], method: Told["method"], h: number | null}} Question
 */

/** @type {{method: Told["method"], h: number | null}} */
const PLAIN = { method: "central", h: null };

/** @type {Maker} */
export function check({ store, session, api, lang, t }) {
  const element = new GsCheck(t);
  let chosen = PLAIN;
  /** The curve is over all h, and so asked for once for each trace and method. @type {{trace: State["trace"], method: string, curve: Told["curve"]} | null} */
  let drawn = null;
  /** The server's no to what was chosen for a trace. @type {{sentence: string, trace: State["trace"]} | null} */
  let refusal = null;

  const { about, forget } = following(
    async (/** @type {Question} */ { doc, trace, method, h }) => {
      const { network, values } = doc;
      const curve = drawn?.trace !== trace || drawn.method !== method;
      const request = { ...named(network), values, layout: trace.layout, method, curve, lang };
      const told = await api.gradchecks(h === null ? request : { ...request, h });
      if (told.curve) drawn = { trace, method, curve: told.curve };
      return told;
    },
    () => store.set({ arrived: {} }),
    (error, known) => {
      const state = store.get();
      const isOfThis = known?.question.steps === state.steps;
      if (error.isRefusal) {
        refusal = { sentence: error.sentence, trace: state.trace };
        chosen = known && isOfThis ? { method: known.question.method, h: known.question.h } : PLAIN;
        if (!isOfThis) element.refuse(error.sentence);
        return store.set({ arrived: {} });
      }
      session.tell(error);
      if (isOfThis) return;
      forget();
      store.set({ view: "step" });
    },
  );

  /** @param {Partial<typeof PLAIN>} change */
  const choose = (change) => {
    chosen = { ...chosen, ...change };
    refusal = null;
    store.set({ arrived: {} });
  };
  element.addEventListener("gs-method", (event) =>
    choose({ method: /** @type {CustomEvent} */ (event).detail }),
  );
  element.addEventListener("gs-length", (event) => choose({ h: /** @type {CustomEvent} */ (event).detail }));

  return {
    element,
    show: (state, view) => {
      const { trace, steps, symbols } = state;
      if (refusal && refusal.trace !== trace) refusal = null;
      const known = about({ doc: state.shown, trace, steps, ...chosen });
      if (known?.question.steps !== steps) return;
      const { question, answer: told } = known;
      const step = gradientStep(state, (name) => failuresOf(told.checks[name]) > 0);
      if (!step) return;
      const { quantity } = step;
      element.show({
        told,
        trace: question.trace,
        quantity,
        at: entryOf(state, quantity, told.checks[quantity]),
        steps,
        curve: drawn?.curve ?? null,
        ...chosen,
        refusal: refusal?.sentence ?? null,
        context: { view, symbols, t },
      });
    },
  };
}

/**
 * The entry that is pointed at or pinned, where it is one of this gradient; otherwise the one to begin with.
 * @param {State} state
 * @param {string} quantity
 * @param {GradientCheck} check
 */
function entryOf({ hover, pin }, quantity, check) {
  const [rows, columns] = check.shape;
  const asked = [hover, pin].find((subject) => {
    const ref = subject?.node ? null : subject?.ref;
    return ref?.kind === "gradient" && ref.name === quantity && ref.i < rows && ref.j < columns;
  });
  return asked ? { i: asked.ref.i, j: asked.ref.j } : foremost(check);
}
