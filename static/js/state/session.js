/** The numbers of the page: editing, history, and the one request that is under way. Knows no element. */
import { ApiError } from "../api.js";
import { withCell } from "../lib/fitted.js";
import { late } from "../lib/late.js";
import { latest } from "../lib/latest.js";
import { createAsker } from "./asking.js";
import { fail, noticeOf } from "./failing.js";
import { begin, record, redo, undo } from "./history.js";

/**
 * @import {Late} from "../lib/late.js"
 * @import {Layout, Network, Ref, Scheme, Symbols, Trace, Values} from "../types.js"
 * @import {Step} from "../wire.js"
 * @import {Kept} from "./keep.js"
 * @import {Problem} from "./pasting.js"
 */

/**
 * @typedef {{network: Network, values: Values, seed: number, scheme: Scheme}} Doc
 * @typedef {{kind: "away" | "busy" | "missing" | "refused", message: string, retryAfter: number}} Notice
 * @typedef {{ref: Ref, text: string, message: string}} Refusal
 *
 * @typedef {object} Numbers  the part of the state that is kept here
 * @property {Doc} doc        the network, and what its inputs are set to
 * @property {Trace} trace    the last good answer
 * @property {Step[]} steps
 * @property {Symbols} symbols
 * @property {Layout} layout  asked for
 * @property {boolean} canUndo
 * @property {boolean} canRedo
 * @property {Notice | null} notice
 * @property {Refusal | null} refusal
 *
 * @typedef {object} Told  who wants to know
 * @property {(started: number) => void} painted  after the answer has been drawn
 * @property {(steps: Step[], network: Network) => object} opened   another network comes: gives the rest of the state it opens with
 * @property {(trace: Trace, network: Network) => Promise<unknown>} ready  before it is drawn: what it is drawn with is there
 */

const drawing = late(() => import("./drawing.js"));
const pasting = late(() => import("./pasting.js"));

export class Session {
  /**
   * @param {{get: () => Numbers, set: (change: Partial<Numbers>) => void}} store
   * @param {string} lang
   * @param {typeof import("../api.js")} api
   * @param {Told} told
   */
  constructor(store, lang, api, told) {
    this.store = store;
    this.lang = lang;
    this.api = api;
    this.told = told;
    this.history = begin(store.get().doc);
    /** The last document that the server took. */
    this.good = store.get().doc;
    this.asker = createAsker(api, lang, told.ready);
    this.asker.remember(store.get().doc, store.get());
    this.send = latest((/** @type {{started: number, text?: string}} */ job) => this.#run(job));
  }

  /**
   * One cell.
   * @param {Ref} ref
   * @param {number} value
   * @param {boolean} live  more is to come: not a step of the history yet
   * @param {string} text   as it was typed
   */
  edit(ref, value, live, text) {
    const { doc } = this.store.get();
    const rows = doc.values[ref.name];
    const changed = rows[ref.i][ref.j] !== value;
    const next = changed
      ? { ...doc, values: { ...doc.values, [ref.name]: withCell(rows, ref, value) } }
      : doc;
    if (live) this.store.set({ doc: next, refusal: null });
    else this.commit(next);
    if (changed) this.send({ started: performance.now(), text });
  }

  /** Back to what was before the live edits. */
  cancel() {
    this.store.set({ doc: this.history.present, refusal: null });
    this.send({ started: performance.now() });
  }

  /** @param {Doc} doc */
  commit(doc) {
    this.turn(record(this.history, doc));
  }

  undo() {
    return this.#travel(undo(this.history));
  }

  redo() {
    return this.#travel(redo(this.history));
  }

  /** Exactly the numbers and sizes that the network came with. */
  reset() {
    const { network } = this.store.get().doc;
    return this.change({ network, values: network.values, seed: network.seed, scheme: "friendly" });
  }

  /** @param {Doc} doc */
  change(doc) {
    this.commit(doc);
    return this.send({ started: performance.now() });
  }

  /**
   * Another network, or numbers in other shapes: nothing changes before the server took them.
   * @param {Doc} doc
   * @returns {Promise<ApiError | null>} why it did not
   */
  adopt(doc) {
    return this.#arrive(doc, () => record(this.history, doc));
  }

  /**
   * @param {Doc} doc
   * @param {() => typeof this.history} history
   * @param {object} [more]
   * @returns {Promise<ApiError | null>}
   */
  async #arrive(doc, history, more = {}) {
    const started = performance.now();
    try {
      const answer = await this.asker.ask(doc, this.store.get().layout);
      const isOther = this.store.get().doc.network !== doc.network;
      this.good = doc;
      this.turn(history(), {
        ...answer,
        notice: null,
        ...(isOther ? this.told.opened(answer.steps, doc.network) : {}),
        ...more,
      });
      this.told.painted(started);
      return null;
    } catch (error) {
      if (error instanceof ApiError) return error;
      throw error;
    }
  }

  /** @param {typeof this.history} history */
  async #travel(history) {
    const { present } = this.history;
    if (history.present === present) return;
    if (history.present.network === present.network) {
      this.turn(history);
      return this.send({ started: performance.now() });
    }
    const error = await this.#arrive(history.present, () =>
      this.history.present === present ? history : record(this.history, history.present),
    );
    if (error) this.tell(error);
  }

  /**
   * The document that a history has for its present is the one that is shown.
   * @param {typeof this.history} history
   * @param {Partial<Numbers>} [more]
   */
  turn(history, more = {}) {
    this.history = history;
    this.store.set({
      doc: history.present,
      refusal: null,
      canUndo: history.past.length > 0,
      canRedo: history.future.length > 0,
      ...more,
    });
  }

  /**
   * @param {number} seed
   * @param {Scheme} [scheme]
   */
  draw(seed, scheme = this.store.get().doc.scheme) {
    return this.#later(drawing, ({ draw }) => draw(this, seed, scheme));
  }

  /**
   * @param {string} label
   * @param {number} size
   */
  resize(label, size) {
    return this.#later(drawing, ({ resize }) => resize(this, label, size));
  }

  /** @param {Layout} layout */
  layout(layout) {
    this.store.set({ layout });
    return this.send({ started: performance.now() });
  }

  /**
   * What was kept over a change of language.
   * @param {Kept} kept
   */
  async restore({ history, layout, ...rest }) {
    this.store.set({ layout });
    const error = await this.#arrive(history.present, () => history, rest);
    if (!error) return;
    this.turn(history);
    this.tell(error);
  }

  retry() {
    return this.send({ started: performance.now() });
  }

  /**
   * @param {Ref} ref  the cell on which it was pasted
   * @param {string} text
   * @returns {Promise<Problem | "done" | null>} null where another network came in between
   */
  paste(ref, text) {
    return this.#later(pasting, ({ pasted }) => {
      const { doc } = this.store.get();
      const read = pasted(doc.values, ref, text);
      if ("problem" in read) return read;
      this.change({ ...doc, values: read.values });
      return /** @type {const} */ ("done");
    });
  }

  /**
   * What comes when it is first wanted is done to the network that it was wanted for, or not at all.
   * @template T, R
   * @param {Late<T>} part
   * @param {(it: T) => R | Promise<R>} act
   */
  async #later(part, act) {
    const { network } = this.store.get().doc;
    const it = await part.bring();
    return this.store.get().doc.network === network ? act(it) : null;
  }

  /** @param {{started: number, text?: string}} job */
  async #run({ started, text = "" }) {
    const { doc, layout } = this.store.get();
    const isOver = () => this.store.get().doc.network !== doc.network;
    try {
      const answer = await this.asker.ask(doc, layout);
      if (isOver()) return;
      const isOther = this.good.network !== doc.network;
      this.good = doc;
      const opened = isOther ? this.told.opened(answer.steps, doc.network) : {};
      this.store.set({ ...answer, notice: null, refusal: null, ...opened });
      this.told.painted(started);
    } catch (error) {
      if (!isOver()) fail(this, error, doc, text);
    }
  }

  /**
   * Says that the server did not answer, or what it said.
   * @param {ApiError} error
   */
  tell(error) {
    this.store.set({ notice: noticeOf(error) });
  }
}
