/** The proof by walking: what a step against the gradient does to J, as predicted and in truth. */

import { descended, entryOf, movable } from "../../lib/descent.js";
import { isLarge } from "../../lib/rows.js";
import { following } from "../../state/following.js";
import { gradientStep } from "../../state/playback.js";
import { named } from "../../state/traces.js";
import { GsDescent } from "./element.js";

/**
 * @import {Entry} from "../../lib/descent.js"
 * @import {State} from "../../state/state.js"
 * @import {Maker} from "../bench/views.js"
 */

/**
 * @typedef {object} Question
 * @property {State["doc"]} doc  that the trace is of
 * @property {State["trace"]} trace
 * @property {State["steps"]} steps
 * @property {string[] | null} moving
 * @property {Entry | null} entry
 */

/** Along one entry; odd, so that its value is among them. Each is a run of the network. */
const POINTS = { small: 81, large: 41 };

/** @type {Maker} */
export function descent({ store, session, api, lang, t }) {
  const element = new GsDescent(t);
  /** The inputs that move: as the server has it, until somebody chooses. @type {string[] | null} */
  let moving = null;
  /** @type {Entry | null} */
  let entry = null;
  /** What they were chosen for. @type {{network: unknown, pin: unknown, step: unknown}} */
  let chosen = { network: null, pin: null, step: null };

  const { about, forget } = following(
    (/** @type {Question} */ question) => {
      const { network, values } = question.doc;
      const points = Object.values(values).some(isLarge) ? POINTS.large : POINTS.small;
      const along = question.entry && { ...question.entry, points };
      return api.descents({
        ...named(network),
        values,
        lang,
        ...(question.moving && { parameters: question.moving }),
        ...(along && { entry: along }),
      });
    },
    () => store.set({ arrived: {} }),
    (error, known) => {
      const isOfThis = known?.question.steps === store.get().steps;
      if (error.isRefusal) return element.refuse(error.sentence, isOfThis);
      session.tell(error);
      if (isOfThis) return;
      forget();
      store.set({ view: "step" });
    },
  );

  /** @param {State} state */
  const choose = ({ doc, trace, steps, position, pin }) => {
    const step = gradientStep({ steps, position }, () => false);
    if (chosen.network !== doc.network) moving = null;
    if (chosen.pin !== pin || chosen.step !== step)
      entry = entryOf(pin && !pin.node ? pin.ref : null, step?.quantity ?? "", trace);
    chosen = { network: doc.network, pin, step };
  };

  const on = (/** @type {string} */ type, /** @type {(detail: any) => void} */ act) =>
    element.addEventListener(type, (event) => act(/** @type {CustomEvent} */ (event).detail));
  on("gs-moving", (names) => {
    moving = names;
    store.set({ arrived: {} });
  });
  on("gs-entry", (/** @type {Entry} */ next) => {
    entry = next;
    store.set({ arrived: {} });
  });
  on("gs-descend", ({ names, eta }) => {
    const { doc, shown, trace } = store.get();
    if (doc !== shown) return; // the gradient of these numbers is still to come
    session.change({ ...doc, values: descended(doc.values, trace, names, eta) });
  });

  return {
    element,
    show: (state, view) => {
      const { trace, steps, symbols } = state;
      if (movable(trace).length === 0) return element.refuse(t("descent.nothing"), false);
      choose(state);
      const known = about({ doc: state.shown, trace, steps, moving, entry });
      if (known?.question.steps === steps) element.show(known.answer, { view, symbols, t });
    },
  };
}
