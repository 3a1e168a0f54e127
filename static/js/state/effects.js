/** What is asked for as the numbers that are wanted change: a trace of them, drawn numbers, another network. Knows no element. */
import { shapesOf } from "../lib/shapes.js";
import { follow, Tickets } from "./asking.js";
import { docOf } from "./begin.js";
import { failed, noticeOf } from "./failing.js";
import { record } from "./history.js";
import { named } from "./traces.js";
import { withFresh } from "./wanted.js";

/**
 * @import {Network, Trace} from "../types.js"
 * @import {Step} from "../wire.js"
 * @import {Coming, Doc, History, Numbers, State} from "./state.js"
 * @import {Answer, createAsker} from "./traces.js"
 */

/**
 * @typedef {object} Told  who wants to know
 * @property {(since: number) => void} painted  after the answer has been drawn
 * @property {(steps: Step[], network: Network) => Partial<State>} opened   another network comes: gives the rest of the state it opens with
 * @property {(trace: Trace, network: Network) => Promise<unknown>} ready  before it is drawn: what it is drawn with is there
 *
 * @typedef {object} Store
 * @property {() => Numbers} get
 * @property {(change: Partial<State>) => void} set
 * @property {(listener: (state: Numbers) => void) => void} subscribe
 *
 * @typedef {object} Core  what the effects know of the session
 * @property {Store} store
 * @property {string} lang
 * @property {typeof import("../api.js")} api
 * @property {Told} told
 * @property {ReturnType<typeof createAsker>} asker
 * @property {(doc: Doc, answer: Answer, more: Partial<State>) => void} show
 * @property {(history: History, more?: Partial<Numbers>) => void} turn
 */

/** A trace of what is wanted, unless it is what is shown. @param {Core} session */
export function followTraces(session) {
  const { store, asker, told } = session;
  follow(
    store,
    ({ doc, layout, attempt, answered, shown, trace }) =>
      doc === shown && layout === trace.layout && attempt === answered ? null : { doc, layout, attempt },
    {
      ask: ({ doc, layout }, signal) => asker.ask(doc, layout, signal),
      answered: (answer, { doc, attempt }, since) => {
        session.show(doc, answer, { answered: attempt });
        told.painted(since);
      },
      failed: (error, { doc, attempt }) =>
        store.set({ answered: attempt, ...failed(store.get(), error, doc) }),
    },
  );
}

/** Numbers that are to be drawn. @param {Core} session */
export function followFresh(session) {
  const { api, lang, store } = session;
  follow(
    store,
    ({ fresh, doc, attempt }) => {
      if (!fresh) return null;
      const { sizes, seed, scheme } = fresh;
      return { network: doc.network, sizes, seed, scheme, attempt };
    },
    {
      ask: ({ network, sizes, seed, scheme }, signal) => {
        const shapes = network.id === null ? { shapes: shapesOf(store.get().doc.values) } : {};
        return api.values({ ...named(network), ...shapes, sizes, seed, scheme, lang }, signal);
      },
      answered: ({ values }) => {
        const state = store.get();
        if (!state.fresh) return; // it was taken back in this turn
        session.turn(record(state.history, withFresh(state, state.fresh, values)), { fresh: null });
      },
      failed: (error) => store.set({ notice: noticeOf(error), ...(error.isRefusal && { fresh: null }) }),
      only: true,
    },
  );
}

/**
 * Another network, which shows once the server took it.
 * @param {Core} session
 * @returns {Tickets<Coming, {doc: Doc, answer: Answer}>}
 */
export function arriving(session) {
  const { api, asker, lang, store, told } = session;
  return new Tickets({
    ask: async ({ id, doc: given }, signal) => {
      const doc = given ?? docOf(await api.preset(id ?? "", lang, signal));
      return { doc, answer: await asker.ask(doc, store.get().layout, signal) };
    },
    answered: ({ doc, answer }, { history, more }, since) => {
      const next = history ?? record(store.get().history, doc);
      session.show(doc, answer, { doc, history: next, coming: null, fresh: null, refusal: null, ...more });
      told.painted(since);
    },
    failed: () => store.set({ coming: null }),
    only: true,
  });
}
