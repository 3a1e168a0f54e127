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

/** @template Q @typedef {{question: Q, since: number, waiters: ((error: ApiError | null) => void)[]}} Wanted */

/** @template Q, A */
export class Tickets {
  /** The last ticket. */
  #given = 0;
  /** The ticket up to which nothing is waited for any more. */
  #settled = 0;
  /** @type {Wanted<Q> | null} */
  #waiting = null;
  /** @type {Map<number, {wanted: Wanted<Q>, controller: AbortController}>} */
  #underWay = new Map();
  /** @type {How<Q, A>} */
  #how;

  /** @param {How<Q, A>} how */
  constructor(how) {
    this.#how = how;
  }

  /**
   * @param {Q} question
   * @returns {Promise<ApiError | null>} when it, or a newer one, was answered; why it was not
   */
  want(question) {
    return new Promise((resolve) => {
      const before = this.#waiting?.waiters ?? [];
      const wanted = { question, since: performance.now(), waiters: [...before, resolve] };
      if (this.#how.only) wanted.waiters.push(...this.#letGo());
      this.#waiting = wanted;
      this.#sendNext();
    });
  }

  /** Nothing is wanted any more. */
  drop() {
    const waiters = [...(this.#waiting?.waiters ?? []), ...this.#letGo()];
    this.#waiting = null;
    for (const done of waiters) done(null);
  }

  #sendNext() {
    if (!this.#waiting || this.#underWay.size >= MOST) return;
    const next = this.#waiting;
    this.#waiting = null;
    this.#send(next);
  }

  /** @param {Wanted<Q>} wanted */
  async #send(wanted) {
    const { ask, answered, failed } = this.#how;
    this.#given += 1;
    const ticket = this.#given;
    const controller = new AbortController();
    this.#underWay.set(ticket, { wanted, controller });
    try {
      const answer = await ask(wanted.question, controller.signal);
      if (ticket <= this.#settled) return;
      this.#settle(ticket, null);
      answered(answer, wanted.question, wanted.since);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (ticket <= this.#settled) return;
      if (this.#handedOver(ticket, wanted)) return;
      this.#settle(ticket, error);
      failed(error, wanted.question);
    } finally {
      this.#underWay.delete(ticket);
      this.#sendNext();
    }
  }

  /**
   * All questions up to this ticket are answered, or not wanted any more.
   * @param {number} ticket
   * @param {ApiError | null} error
   */
  #settle(ticket, error) {
    this.#settled = ticket;
    for (const [number, { wanted, controller }] of this.#underWay) {
      if (number > ticket) continue;
      this.#underWay.delete(number);
      if (number < ticket) controller.abort();
      for (const done of wanted.waiters) done(error);
    }
  }

  /**
   * Who waited for a question that failed waits for the newer one, where there is one.
   * @param {number} ticket
   * @param {Wanted<Q>} from
   */
  #handedOver(ticket, from) {
    const newer = this.#waiting ?? [...this.#underWay].find(([number]) => number > ticket)?.[1].wanted;
    newer?.waiters.push(...from.waiters);
    return newer !== undefined;
  }

  /** Nothing that is under way is of interest. Returns: who waited for it. */
  #letGo() {
    const all = [...this.#underWay.values()];
    this.#settled = this.#given;
    this.#underWay.clear();
    for (const { controller } of all) controller.abort();
    return all.flatMap(({ wanted }) => wanted.waiters);
  }
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
  const tickets = new Tickets(how);
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
  /** @type {Map<string, unknown>} */
  const theirs = new Map(Object.entries(b));
  /** @type {[string, unknown][]} */
  const ours = Object.entries(a);
  return (
    ours.length === theirs.size && ours.every(([key, value]) => theirs.has(key) && theirs.get(key) === value)
  );
}
