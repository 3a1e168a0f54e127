/** The proof by measuring: every entry of every gradient against a slope found without any rule of differentiation. */
import { on } from "../../events.js";
import { failuresOf, foremost } from "../../lib/check.js";
import { answering, giveWay } from "../../state/answers.js";
import { askedIn, numbersOf } from "../../state/looked.js";
import { gradientStep } from "../../state/playback.js";
import { named } from "../../state/traces.js";
import { GsCheck } from "./element.js";

/**
 * @import {ApiError} from "../../api.js"
 * @import {Page, Proof} from "../../state/page.js"
 * @import {CheckQuestion, Measuring, State} from "../../state/state.js"
 */

/**
 * @param {Page} page
 * @returns {Proof}
 */
export function start(page) {
  const { store, t } = page;
  const element = new GsCheck(t);
  /** @param {Partial<Measuring>} change */
  const choose = (change) => store.set({ measuring: { ...store.get().measuring, refusal: null, ...change } });
  on(element, "gs-method", (method) => choose({ method }));
  on(element, "gs-length", (h) => choose({ h }));
  ask(page);

  return {
    element,
    show: (state) => {
      const { trace, steps, symbols, measuring, answers } = state;
      const refusal = measuring.refusal?.trace === trace ? measuring.refusal.sentence : null;
      const known = answers.check?.question.steps === steps ? answers.check : null;
      if (!known) {
        if (refusal !== null) element.refuse(refusal);
        return refusal !== null;
      }
      const { told, curve } = known.answer;
      const step = gradientStep(state, (name) => failuresOf(told.checks[name]) > 0);
      if (!step) return false;
      const { quantity } = step;
      const check = told.checks[quantity];
      const at = askedIn(state, quantity, check.shape)?.ref ?? foremost(check);
      const { method, h } = measuring;
      const context = { view: numbersOf(state), symbols, t };
      element.show({
        ...{ told, trace: known.question.trace, quantity, at: { i: at.i, j: at.j }, steps },
        ...{ curve: curve ?? null, method, h, refusal, context },
      });
      return true;
    },
  };
}

/** @param {Page} page */
function ask(page) {
  const { store, api, lang } = page;
  answering(page, "check", {
    question: ({ view, shown, trace, steps, measuring: { method, h } }) =>
      view === "check" ? { doc: shown, trace, steps, method, h } : null,
    ask: async ({ doc, trace, method, h }, signal) => {
      const before = store.get().answers.check;
      // The curve is over all h, and so asked for once for each trace and method.
      const isDrawn = before?.question.trace === trace && before.question.method === method;
      const { network, values } = doc;
      const request = { ...named(network), values, layout: trace.layout, method, curve: !isDrawn, lang };
      const told = await api.gradchecks(h === null ? request : { ...request, h }, signal);
      return { told, curve: told.curve ?? (isDrawn ? before.answer.curve : null) };
    },
    failed: (error, question) => refuse(page, error, question),
  });
}

/**
 * What the server will not have goes back to what it had.
 * @param {Page} page
 * @param {ApiError} error
 * @param {CheckQuestion} question
 */
function refuse(page, error, { trace }) {
  if (!error.isRefusal) return giveWay(page, "check", error);
  const { answers, steps } = page.store.get();
  const known = answers.check?.question.steps === steps ? answers.check.question : null;
  const { method, h } = known ?? PLAIN;
  page.store.set({ measuring: { method, h, refusal: { sentence: error.sentence, trace } } });
}

/** How gradients are checked until somebody chooses. @type {Pick<State["measuring"], "method" | "h">} */
const PLAIN = { method: "central", h: null };
