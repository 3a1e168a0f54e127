/** The proof by walking: what a step against the gradient does to J, as predicted and in truth. */
import { on } from "../../events.js";
import { descended, entryOf, movable } from "../../lib/descent.js";
import { memo } from "../../lib/memo.js";
import { isLarge } from "../../lib/rows.js";
import { answering, giveWay } from "../../state/answers.js";
import { numbersOf } from "../../state/looked.js";
import { gradientStep } from "../../state/playback.js";
import { named } from "../../state/traces.js";
import { GsDescent } from "./element.js";

/**
 * @import {Entry} from "../../lib/descent.js"
 * @import {Page, Proof} from "../../state/page.js"
 * @import {DescentQuestion, State, Walking} from "../../state/state.js"
 */

/** Along one entry; odd, so that its value is among them. Each is a run of the network. */
const POINTS = { small: 81, large: 41 };

const stepOf = (/** @type {State} */ { steps, position }) => gradientStep({ steps, position }, () => false);

/** The entry to begin with. It stays the same while its numbers change. */
const firstEntry = memo(
  (/** @type {State} */ state) => [state.pin, stepOf(state)],
  (state) => {
    const { pin, trace } = state;
    return entryOf(pin && !pin.node ? pin.ref : null, stepOf(state)?.quantity ?? "", trace);
  },
);

/** The entry along which J is drawn: the one that was chosen, until another cell or step is looked at. @param {State} state */
function entryIn(state) {
  const { entry, at } = state.walking;
  const isStill = entry !== null && at?.pin === state.pin && at.step === stepOf(state);
  return isStill ? entry : firstEntry(state);
}

/**
 * @param {Page} page
 * @returns {Proof}
 */
export function start(page) {
  const { t } = page;
  const element = new GsDescent(t);
  listen(page, element);
  ask(page);

  return {
    element,
    show: (state) => {
      const { trace, steps, symbols, answers, walking } = state;
      const known = answers.descent?.question.steps === steps ? answers.descent.answer : null;
      const context = { view: numbersOf(state), symbols, t };
      const refusal = walking.refusal?.trace === trace ? walking.refusal.sentence : null;
      const nothing = movable(trace).length === 0 ? t("descent.nothing") : refusal;
      if (known && movable(trace).length > 0) element.show(known, context, refusal);
      else if (nothing !== null) element.refuse(nothing);
      return known !== null || nothing !== null;
    },
  };
}

/**
 * @param {Page} page
 * @param {GsDescent} element
 */
function listen({ store, session }, element) {
  /** @param {Partial<Walking>} change */
  const choose = (change) => store.set({ walking: { ...store.get().walking, refusal: null, ...change } });
  on(element, "gs-moving", (moving) => choose({ moving, network: store.get().shown.network }));
  on(element, "gs-entry", (/** @type {Entry} */ entry) => {
    const state = store.get();
    choose({ entry, at: { pin: state.pin, step: stepOf(state) } });
  });
  on(element, "gs-descend", (taken) => choose({ taken }));

  // A step that is taken while one types is one from the numbers that were typed: it waits for their gradient.
  store.subscribe(({ walking, doc, shown, trace, notice }) => {
    const { taken } = walking;
    if (!taken) return;
    if (doc !== shown) return notice ? choose({ taken: null }) : undefined;
    choose({ taken: null });
    const names = taken.names.filter((name) => name in trace.gradients);
    session.change({ ...doc, values: descended(doc.values, trace, names, taken.eta) });
  });
}

/** @param {Page} page */
function ask(page) {
  const { store, api, lang } = page;
  /** @param {State} state @returns {DescentQuestion | null} */
  const question = (state) => {
    const { view, shown, trace, steps, walking } = state;
    if (view !== "descent" || movable(trace).length === 0) return null;
    const moving = walking.network === shown.network ? walking.moving : null;
    return { doc: shown, trace, steps, moving, entry: entryIn(state) };
  };
  answering(page, "descent", {
    question,
    ask: ({ doc: { network, values }, moving, entry }, signal) => {
      const points = Object.values(values).some(isLarge) ? POINTS.large : POINTS.small;
      const chosen = { ...(moving && { parameters: moving }), ...(entry && { entry: { ...entry, points } }) };
      return api.descents({ ...named(network), values, lang, ...chosen }, signal);
    },
    failed: (error, { trace }) => {
      if (!error.isRefusal) return giveWay(page, "descent", error);
      const refusal = { sentence: error.sentence, trace };
      store.set({ walking: { ...store.get().walking, refusal } });
    },
  });
}
