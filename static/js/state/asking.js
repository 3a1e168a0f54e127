/**
 * Questions with tickets. The state says what is wanted; when that is another question it is asked, and of the answers,
 * in whatever order they come, the one to the newest question counts. Knows no element.
 */
import { ApiError } from "../api.js";

/** So many questions about one thing may be under way: the answer to the one before is worth showing until the next is there. */
const MOST = 2;

/**
 * @template Q, A
 * @typedef {object} How
 * @property {(question: Q, signal: AbortSignal) => Promise<A>} ask
 * @property {(answer: A, question: Q, since: number) => void} answered  since: when the question came up
 * @property {(error: ApiError, question: Q) => void} failed  only of the newest question
 * @property {boolean} [only]  an older question is of no interest once there is a newer one
 */

/**
 * @template Q, A
 * @param {How<Q, A>} how
 */
export function asking({ ask, answered, failed, only = false }) {
  /** @typedef {{question: Q, since: number, waiters: ((error: ApiError | null) => void)[]}} Wanted */
  let given = 0;
  /** The ticket up to which nothing is waited for any more. */
  let settled = 0;
  /** @type {Wanted | null} */
  let waiting = null;
  /** @type {Map<number, {wanted: Wanted, controller: AbortController}>} */
  const underWay = new Map();

  /**
   * All questions up to this ticket are answered, or not wanted any more.
   * @param {number} ticket
   * @param {ApiError | null} error
   */
  const settle = (ticket, error) => {
    settled = Math.max(settled, ticket);
    for (const [number, { wanted, controller }] of underWay) {
      if (number > ticket) continue;
      underWay.delete(number);
      if (number < ticket) controller.abort();
      for (const done of wanted.waiters) done(error);
    }
  };

  /** @param {Wanted} wanted */
  const send = async (wanted) => {
    given += 1;
    const ticket = given;
    const controller = new AbortController();
    underWay.set(ticket, { wanted, controller });
    try {
      const answer = await ask(wanted.question, controller.signal);
      if (ticket <= settled) return;
      settle(ticket, null);
      answered(answer, wanted.question, wanted.since);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (ticket <= settled) return;
      if (ticket < given || waiting) return handOver(ticket, wanted);
      settle(ticket, error);
      failed(error, wanted.question);
    } finally {
      underWay.delete(ticket);
      sendNext();
    }
  };

  /**
   * Who waited for a question that failed waits for the newer one.
   * @param {number} ticket
   * @param {Wanted} from
   */
  const handOver = (ticket, from) => {
    const newer = waiting ?? [...underWay].find(([number]) => number > ticket)?.[1].wanted;
    newer?.waiters.push(...from.waiters.splice(0));
  };

  const sendNext = () => {
    if (!waiting || underWay.size >= MOST) return;
    const next = waiting;
    waiting = null;
    send(next);
  };

  return {
    /**
     * @param {Q} question
     * @returns {Promise<ApiError | null>} when it, or a newer one, was answered; why it was not
     */
    want(question) {
      return new Promise((resolve) => {
        const before = waiting?.waiters ?? [];
        waiting = { question, since: performance.now(), waiters: [...before, resolve] };
        if (only) {
          for (const [ticket, { wanted, controller }] of underWay) {
            waiting.waiters.push(...wanted.waiters.splice(0));
            underWay.delete(ticket);
            controller.abort();
          }
          settled = given;
        }
        sendNext();
      });
    },
    /** Nothing is wanted any more. */
    drop() {
      for (const done of waiting?.waiters ?? []) done(null);
      waiting = null;
      for (const { controller } of underWay.values()) controller.abort();
      settle(given, null);
    },
  };
}

/**
 * Asks for what the state wants, now and whenever it comes to want something else.
 * @template {object} S
 * @template {object} Q
 * @template A
 * @param {{get: () => S, subscribe: (listener: (state: S) => void) => void}} store
 * @param {(state: S) => Q | null} questionOf  null: nothing is wanted; what is under way is let go
 * @param {How<Q, A>} how
 */
export function follow(store, questionOf, how) {
  const tickets = asking(how);
  /** @type {Q | null} */
  let asked = null;
  const look = (/** @type {S} */ state) => {
    const question = questionOf(state);
    if (isSame(asked, question)) return;
    asked = question;
    if (question) tickets.want(question);
    else tickets.drop();
  };
  store.subscribe(look);
  look(store.get()); // it may be wanted already
}

/**
 * @param {object | null} a
 * @param {object | null} b
 */
export function isSame(a, b) {
  if (!a || !b) return a === b;
  const [ours, theirs] = [Object.entries(a), new Map(Object.entries(b))];
  return (
    ours.length === theirs.size && ours.every(([key, value]) => theirs.has(key) && theirs.get(key) === value)
  );
}
