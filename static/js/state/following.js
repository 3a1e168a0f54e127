/** Follows the state with questions: asks when the question is another one, and keeps the last good answer meanwhile. */
import { ApiError } from "../api.js";
import { latest } from "../lib/latest.js";

/**
 * @template {object} Q
 * @template A
 * @param {(question: Q) => Promise<A>} ask
 * @param {() => void} arrived
 * @param {(error: ApiError, known: {question: Q, answer: A} | null) => void} failed  with the last good answer
 */
export function following(ask, arrived, failed) {
  /** @type {Q | null} */
  let asked = null;
  /** @type {{question: Q, answer: A} | null} */
  let known = null;
  const run = latest(async (/** @type {Q} */ question) => {
    try {
      known = { question, answer: await ask(question) };
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return failed(error, known);
    }
    arrived();
  });
  return {
    /** The last good answer, and what it answers. @param {Q} question */
    about(question) {
      if (!asked || !isSame(asked, question)) {
        asked = question;
        run(question);
      }
      return known;
    },
    /** The same question is asked anew. */
    forget() {
      asked = null;
    },
  };
}

/**
 * @template {object} Q
 * @param {Q} a
 * @param {Q} b
 */
function isSame(a, b) {
  return Object.entries(a).every(([key, value]) => b[/** @type {keyof Q} */ (key)] === value);
}
