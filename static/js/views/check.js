/** The proof by measuring: every entry of every gradient against a slope found without any rule of differentiation. */
import { GsCheck } from "../elements/check.js";
import { failuresOf } from "../lib/check.js";
import { named } from "../state/asking.js";
import { gradientStep } from "../state/playback.js";
import { following } from "./following.js";

/**
 * @typedef {import("../main.js").State} State
 * @typedef {import("../lib/check.js").Told} Told
 * @typedef {import("../lib/check.js").GradientCheck} GradientCheck
 * @typedef {{trace: State["trace"], steps: State["steps"], method: Told["method"], h: number | null}} Question
 */

/** @type {{method: Told["method"], h: number | null}} */
const PLAIN = { method: "central", h: null };

/** @type {import("../views.js").Maker} */
export function check({ store, session, api, lang, t }) {
  const element = new GsCheck(t);
  let chosen = PLAIN;
  /** The curve is that of all lengths: asked for once for each trace and method. @type {{trace: State["trace"], method: string, curve: Told["curve"]} | null} */
  let drawn = null;
  /** @type {{sentence: string, trace: State["trace"]} | null} */
  let refusal = null;
  /** What was answered last. @type {Question | null} */
  let good = null;
  /** The one for which the last answer came or did not come. @type {Question | null} */
  let sent = null;

  const { about, forget } = following(
    async (/** @type {Question} */ question) => {
      sent = question;
      const { trace, method, h } = question;
      const { network, values } = session.good;
      const curve = drawn?.trace !== trace || drawn.method !== method;
      const request = { ...named(network), values, layout: trace.layout, method, curve, lang };
      const told = await api.gradchecks(h === null ? request : { ...request, h });
      if (told.curve) drawn = { trace, method, curve: told.curve };
      good = question;
      return told;
    },
    () => store.set({ arrived: {} }),
    (error) => {
      if (error.isRefusal) return refuse(error.sentence);
      session.tell(error);
      if (element.isDrawn) return;
      forget();
      store.set({ view: "step" });
    },
  );

  /** What was chosen will not be done: back to what was. @param {string} sentence */
  const refuse = (sentence) => {
    refusal = { sentence, trace: store.get().trace };
    if (sent?.method === chosen.method && sent.h === chosen.h && good)
      chosen = { method: good.method, h: good.h };
    if (!element.isDrawn) element.refuse(sentence);
    store.set({ arrived: {} });
  };

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
      const known = about({ trace, steps, ...chosen });
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
 * The entry that is pointed at or pinned, where it is one of this gradient; otherwise the worst.
 * @param {State} state
 * @param {string} quantity
 * @param {GradientCheck} check
 */
function entryOf({ hover, pin }, quantity, { shape, worst }) {
  const asked = [hover, pin].find((subject) => {
    const ref = subject?.node ? null : subject?.ref;
    return ref?.kind === "gradient" && ref.name === quantity && ref.i < shape[0] && ref.j < shape[1];
  });
  if (asked) return { i: asked.ref.i, j: asked.ref.j };
  return worst ? { i: worst.row, j: worst.column } : { i: 0, j: 0 };
}
