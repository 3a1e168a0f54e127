/** The numbers of the page: every act says what is wanted, and what is asked for follows from that. Knows no element. */
import { withCell } from "../lib/fitted.js";
import { late } from "../lib/late.js";
import { LEAST_SIZE } from "../lib/resize.js";
import { arriving, followFresh, followTraces } from "./effects.js";
import { noticeOf } from "./failing.js";
import { record, redo, undo } from "./history.js";
import { createAsker } from "./traces.js";
import { changeBetween, drawnBy, redrawn, resizedTo, sizesWanted } from "./wanted.js";

/**
 * @import {ApiError} from "../api.js"
 * @import {Layout, Ref, Scheme} from "../types.js"
 * @import {Tickets} from "./asking.js"
 * @import {Store, Told} from "./effects.js"
 * @import {Kept} from "./keep.js"
 * @import {Problem} from "./pasting.js"
 * @import {Coming, Doc, Fresh, History, Numbers, State} from "./state.js"
 * @import {Answer} from "./traces.js"
 */

const pasting = late(() => import("./pasting.js"));

export class Session {
  /** @type {Store} */
  store;
  /** @type {string} */
  lang;
  /** @type {typeof import("../api.js")} */
  api;
  /** @type {Told} */
  told;
  /** @type {ReturnType<typeof createAsker>} */
  asker;
  /** @type {Tickets<Coming, {doc: Doc, answer: Answer}>} */
  arriving;

  /**
   * @param {Store} store
   * @param {string} lang
   * @param {typeof import("../api.js")} api
   * @param {Told} told
   */
  constructor(store, lang, api, told) {
    this.store = store;
    this.lang = lang;
    this.api = api;
    this.told = told;
    this.asker = createAsker(api, lang, told.ready);
    this.asker.remember(store.get().shown, store.get());
    this.arriving = arriving(this);
    followTraces(this);
    followFresh(this);
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
    if (rows?.[ref.i]?.[ref.j] === undefined) return;
    const isNew = rows[ref.i][ref.j] !== value;
    const next = isNew ? { ...doc, values: { ...doc.values, [ref.name]: withCell(rows, ref, value) } } : doc;
    if (live) this.store.set({ doc: next, refusal: null, typed: text });
    else this.change(next, text);
  }

  /** Back to what was before the live edits. */
  cancel() {
    this.store.set({ doc: this.store.get().history.present, refusal: null });
  }

  /**
   * A step of the history. Numbers that are still to come will have it done to them, too.
   * @param {Doc} doc
   * @param {string} [text]  as it was typed
   */
  change(doc, text = "") {
    const { history, fresh } = this.store.get();
    const before = history.present;
    const after = fresh && doc !== before ? [...fresh.after, changeBetween(before.values, doc.values)] : null;
    this.turn(record(history, doc), { typed: text, ...(fresh && after && { fresh: { ...fresh, after } }) });
  }

  /** What was wanted last is taken back: what is still to come, or what is there. */
  undo() {
    const { history, fresh, coming } = this.store.get();
    if (coming) return coming.history ? this.#travel(undo(coming.history)) : this.#giveUp();
    if (!fresh) return this.#travel(undo(history));
    if (fresh.after.length === fresh.inherited) return this.store.set({ fresh: fresh.before });
    this.turn(undo(history), { fresh: { ...fresh, after: fresh.after.slice(0, -1) } });
  }

  redo() {
    const { history, fresh, coming } = this.store.get();
    if (coming?.history) return this.#travel(redo(coming.history));
    if (!fresh && !coming) this.#travel(redo(history));
  }

  /** Exactly the numbers and sizes that the network came with. */
  reset() {
    const { history, doc } = this.store.get();
    const { network } = doc;
    const first = /** @type {Doc} */ ({
      network,
      values: network.values,
      seed: network.seed,
      scheme: "friendly",
    });
    this.turn(record(history, first), { fresh: null });
  }

  /**
   * Another network, or numbers in other shapes: nothing changes before the server took them.
   * @param {Doc} doc
   * @returns {Promise<ApiError | null>} why it did not
   */
  adopt(doc) {
    return this.#want({ doc });
  }

  /**
   * A network that ships.
   * @param {string} id
   * @returns {Promise<ApiError | null>} why it did not come
   */
  choose(id) {
    return this.#want({ id });
  }

  /**
   * What was kept over a change of language.
   * @param {Kept} kept
   */
  async restore({ history, ...more }) {
    const { layout } = more;
    this.store.set({ layout });
    const error = await this.#want({ doc: history.present, history, more });
    if (!error) return;
    this.turn(history);
    this.tell(error);
  }

  /**
   * @param {number} seed
   * @param {Scheme} [scheme]
   */
  draw(seed, scheme = drawnBy(this.store.get()).scheme) {
    this.store.set({ fresh: redrawn(this.store.get(), seed, scheme) });
  }

  /**
   * @param {string} label
   * @param {number} by  how much more
   */
  resize(label, by) {
    const state = this.store.get();
    const size = sizesWanted(state)[label] + by;
    if (size >= LEAST_SIZE) this.store.set({ fresh: resizedTo(state, label, size) });
  }

  /** @param {Layout} layout */
  layout(layout) {
    this.store.set({ layout });
  }

  retry() {
    this.store.set({ attempt: this.store.get().attempt + 1 });
  }

  /**
   * What comes when it is first wanted is done to the network that it was wanted for, or not at all.
   * @param {Ref} ref  the cell on which it was pasted
   * @param {string} text
   * @returns {Promise<Problem | "done" | null>} null where another network came in between
   */
  async paste(ref, text) {
    const { network } = this.store.get().doc;
    const { pasted } = await pasting.bring();
    const { doc } = this.store.get();
    if (doc.network !== network) return null;
    const read = pasted(doc.values, ref, text);
    if ("problem" in read) return read;
    this.change({ ...doc, values: read.values });
    return "done";
  }

  /**
   * Says that the server did not answer, or what it said.
   * @param {ApiError} error
   */
  tell(error) {
    this.store.set({ notice: noticeOf(error) });
  }

  /** @param {Coming} coming */
  #want(coming) {
    this.store.set({ coming });
    return this.arriving.want(coming);
  }

  #giveUp() {
    this.store.set({ coming: null });
    this.arriving.drop();
  }

  /**
   * What the server took is what is shown.
   * @param {Doc} doc
   * @param {Answer} answer
   * @param {Partial<State>} more
   */
  show(doc, answer, more) {
    const isOther = this.store.get().shown.network !== doc.network;
    const opened = isOther ? this.told.opened(answer.steps, doc.network) : {};
    this.store.set({ ...answer, shown: doc, notice: null, ...opened, ...more });
  }

  /** @param {History} history */
  #travel(history) {
    const { history: before, coming, doc } = this.store.get();
    if (history.present.network !== doc.network) return void this.#travelTo(history);
    if (coming) this.#giveUp();
    if (history.present !== before.present) this.turn(history);
  }

  /**
   * To another network, which has to be asked for.
   * @param {History} history
   */
  async #travelTo(history) {
    const error = await this.#want({ doc: history.present, history });
    if (error) this.tell(error);
  }

  /**
   * The document that a history has for its present is the one that is wanted.
   * @param {History} history
   * @param {Partial<Numbers>} [more]
   */
  turn(history, more = {}) {
    this.store.set({ history, doc: history.present, refusal: null, ...more });
  }
}

/** Whether there is anything to take back. @param {Numbers} state */
export function mayUndo({ history, fresh, coming }) {
  return history.past.length > 0 || fresh !== null || coming !== null;
}

/** @param {Numbers} state */
export function mayRedo({ history, fresh, coming }) {
  return (coming?.history ?? history).future.length > 0 && fresh === null && (!coming || !!coming.history);
}
