/** What is asked about what is looked at. The answers stand in the state, each with its question. Knows no element. */
import { rulesFor } from "../lib/cell.js";
import { follow, isSame } from "./asking.js";
import { named } from "./traces.js";

/**
 * @import {ApiError} from "../api.js"
 * @import {Trace, ViewName} from "../types.js"
 * @import {Page} from "./page.js"
 * @import {Answers, State} from "./state.js"
 */

/**
 * @template {keyof Answers} K
 * @typedef {NonNullable<Answers[K]>["question"]} Question
 */

/**
 * Asks whenever the state comes to want another answer than it has. The last good answer stays meanwhile.
 * @template {keyof Answers & ViewName | "jacobians"} K
 * @param {Page} page
 * @param {K} name
 * @param {object} how
 * @param {(state: State) => Question<K> | null} how.question  null: nothing is wanted
 * @param {(question: Question<K>, signal: AbortSignal) => Promise<NonNullable<Answers[K]>["answer"]>} how.ask
 * @param {(error: ApiError, question: Question<K>) => void} [how.failed]
 */
export function answering({ store, session }, name, { question, ask, failed }) {
  const isKnown = (/** @type {State} */ { answers }, /** @type {Question<K>} */ wanted) =>
    isSame(answers[name]?.question ?? null, wanted);
  follow(
    store,
    (/** @type {State} */ state) => {
      const wanted = question(state);
      return wanted && !isKnown(state, wanted) ? wanted : null;
    },
    {
      ask,
      answered: (answer, wanted) =>
        store.set({ answers: { ...store.get().answers, [name]: { question: wanted, answer } } }),
      failed: failed ?? ((error) => giveWay({ store, session }, name, error)),
    },
  );
}

/**
 * Where there is nothing to show for the steps that there are, a proof gives way to the step.
 * @param {Pick<Page, "store" | "session">} page
 * @param {keyof Answers} name
 * @param {ApiError} error
 */
export function giveWay({ store, session }, name, error) {
  session.tell(error);
  const { answers, steps } = store.get();
  if (answers[name]?.question.steps !== steps)
    store.set(name === "jacobians" ? { form: "short" } : { view: "step" });
}

/**
 * What a part of the trace is asked with.
 * @param {Page} page
 * @param {string} part  as `include` calls it
 * @param {AbortSignal} signal
 * @returns {Promise<Trace>}
 */
export async function askPart({ store, api, lang }, part, signal) {
  const { shown, trace } = store.get();
  const request = { ...named(shown.network), values: shown.values, layout: trace.layout, lang };
  const answer = await api.trace({ ...request, include: [part] }, signal);
  await rulesFor(/** @type {Record<string, unknown>} */ (/** @type {unknown} */ (answer))[part]);
  return answer;
}
