/** The numbers of the page: editing, history, and the one request that is under way. Knows no element. */
import { ApiError } from "../api.js";
import { latest } from "../lib/latest.js";
import { parseMatrix } from "../lib/parse.js";
import { resized, sizesOf } from "../lib/resize.js";
import { begin, record, redo, undo } from "./history.js";

/**
 * @typedef {import("../types.js").Trace} Trace
 * @typedef {import("../types.js").Values} Values
 * @typedef {import("../types.js").Step} Step
 * @typedef {import("../types.js").Ref} Ref
 * @typedef {{values: Values, seed: number}} Doc
 * @typedef {{kind: "away" | "busy" | "refused", message: string, retryAfter: number}} Notice
 * @typedef {{ref: Ref, text: string, message: string}} Refusal
 *
 * @typedef {object} Numbers  the part of the state that is kept here
 * @property {Doc} doc        what the inputs are set to
 * @property {Trace} trace    the last good answer
 * @property {Step[]} steps
 * @property {import("../types.js").Symbols} symbols
 * @property {import("../types.js").Layout} layout  asked for
 * @property {boolean} canUndo
 * @property {boolean} canRedo
 * @property {Notice | null} notice
 * @property {Refusal | null} refusal
 */

export class Session {
  /**
   * @param {{get: () => Numbers, set: (change: Partial<Numbers>) => void}} store
   * @param {import("../types.js").Preset} preset
   * @param {string} lang
   * @param {typeof import("../api.js")} api
   * @param {(started: number) => void} painted  told after the answer has been drawn
   */
  constructor(store, preset, lang, api, painted) {
    this.store = store;
    this.preset = preset;
    this.lang = lang;
    this.api = api;
    this.painted = painted;
    this.history = begin(store.get().doc);
    /** The last document that the server took. */
    this.good = store.get().doc;
    /** @type {Map<string, {sheet: string, steps: Step[], symbols: import("../types.js").Symbols}>} */
    this.known = new Map();
    this.send = latest((/** @type {{started: number, text?: string}} */ job) => this.#run(job));
    this.#remember(store.get().trace, store.get());
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
    this.#turn(record(this.history, doc));
  }

  undo() {
    this.#travel(undo(this.history));
  }

  redo() {
    this.#travel(redo(this.history));
  }

  /** Exactly the numbers and sizes of the preset. */
  reset() {
    this.change({ values: this.preset.values, seed: this.preset.seed ?? 0 });
  }

  /** @param {Doc} doc */
  change(doc) {
    this.commit(doc);
    return this.send({ started: performance.now() });
  }

  /** @param {typeof this.history} history */
  #travel(history) {
    if (history.present === this.history.present) return;
    this.#turn(history);
    this.send({ started: performance.now() });
  }

  /** @param {typeof this.history} history */
  #turn(history) {
    this.history = history;
    this.store.set({
      doc: history.present,
      refusal: null,
      canUndo: history.past.length > 0,
      canRedo: history.future.length > 0,
    });
  }

  /** @param {number} seed */
  draw(seed) {
    return this.#drawn(sizesOf(this.#inputs()), seed, (fresh) => fresh);
  }

  /**
   * @param {string} label
   * @param {number} size
   */
  resize(label, size) {
    const { doc, trace } = this.store.get();
    const isTarget = (/** @type {string} */ name) => trace.values[name]?.role === "target";
    const sizes = { ...sizesOf(this.#inputs()), [label]: size };
    return this.#drawn(sizes, doc.seed, (fresh) => resized(doc.values, fresh, isTarget));
  }

  #inputs() {
    const { doc, trace } = this.store.get();
    const entries = Object.entries(doc.values).map(([name, rows]) => {
      const shape = /** @type {[number, number]} */ ([rows.length, rows[0].length]);
      return /** @type {const} */ ([name, { shape, sizes: trace.values[name]?.sizes ?? ["1", "1"] }]);
    });
    return Object.fromEntries(entries);
  }

  /**
   * @param {Record<string, number>} sizes
   * @param {number} seed
   * @param {(fresh: Values) => Values} keep
   */
  async #drawn(sizes, seed, keep) {
    try {
      const fresh = await this.api.values({ preset: this.preset.id, sizes, seed });
      await this.change({ values: keep(fresh.values), seed });
    } catch (error) {
      this.#fail(error, this.store.get().doc, "");
    }
  }

  /** @param {import("../types.js").Layout} layout */
  layout(layout) {
    this.store.set({ layout });
    return this.send({ started: performance.now() });
  }

  /**
   * What was kept over a change of language.
   * @param {import("./keep.js").Kept} kept
   */
  async restore({ history, layout, ...rest }) {
    this.#turn(history);
    this.store.set({ layout });
    await this.send({ started: performance.now() });
    this.store.set(/** @type {object} */ (rest));
  }

  retry() {
    return this.send({ started: performance.now() });
  }

  /**
   * @param {Ref} ref  the cell on which it was pasted
   * @param {string} text
   * @returns {{problem: string, params: Record<string, string>} | null}
   */
  paste(ref, text) {
    const read = parseMatrix(text);
    if ("problem" in read) return { problem: read.problem, params: { found: read.found ?? "" } };
    const { doc } = this.store.get();
    const present = doc.values[ref.name];
    const rows = fitted(read.rows, present, ref);
    const params = { name: ref.name, pasted: sizeText(read.rows), wanted: sizeText(present) };
    if (!rows) return { problem: "shape", params };
    this.change({ ...doc, values: { ...doc.values, [ref.name]: rows } });
    return null;
  }

  /** @param {{started: number, text?: string}} job */
  async #run({ started, text = "" }) {
    const { doc, layout } = this.store.get();
    try {
      const answer = await this.#ask(doc, layout);
      this.good = doc;
      this.store.set({ ...answer, notice: null, refusal: null });
      this.painted(started);
    } catch (error) {
      this.#fail(error, doc, text);
    }
  }

  /**
   * @param {Doc} doc
   * @param {import("../types.js").Layout} layout
   */
  async #ask(doc, layout) {
    const key = `${layout} ${Object.values(doc.values).map(sizeText)}`;
    const known = this.known.get(key);
    const request = { preset: this.preset.id, values: doc.values, layout, lang: this.lang };
    let trace = await this.api.trace({ ...request, include: known ? [] : ["steps"] });
    if (known && trace.sheet === known.sheet) return { trace, steps: known.steps, symbols: known.symbols };
    if (!trace.steps) trace = await this.api.trace({ ...request, include: ["steps"] });
    const { steps = [], symbols = this.store.get().symbols } = trace;
    this.known.set(key, { sheet: trace.sheet, steps, symbols });
    return { trace, steps, symbols };
  }

  /**
   * @param {Trace} trace
   * @param {Numbers} numbers
   */
  #remember(trace, { doc, steps, symbols }) {
    const key = `${trace.layout} ${Object.values(doc.values).map(sizeText)}`;
    this.known.set(key, { sheet: trace.sheet, steps, symbols });
  }

  /**
   * @param {unknown} error
   * @param {Doc} doc
   * @param {string} text
   */
  #fail(error, doc, text) {
    if (!(error instanceof ApiError)) throw error;
    const { status, retryAfter } = error;
    if (status >= 400 && status < 500 && status !== 429) return this.#refused(error, doc, text);
    const kind = status === 503 || status === 429 ? "busy" : "away";
    this.store.set({ notice: { kind, message: error.message, retryAfter } });
  }

  /**
   * The server will not have it: back to the last good numbers, and what was typed stays where it was typed.
   * @param {ApiError} error
   * @param {Doc} doc
   * @param {string} text
   */
  #refused({ error }, doc, text) {
    const { name, row, column } = error.params ?? {};
    const message = [error.message, error.hint].filter(Boolean).join(" ");
    if (this.store.get().doc !== doc) return; // something newer is on its way
    if (this.history.present === doc) this.#turn({ ...undo(this.history), future: [] });
    this.store.set({ doc: this.good });
    if (name === undefined || row === undefined || row === null) {
      this.store.set({ notice: { kind: "refused", message, retryAfter: 0 } });
      return;
    }
    const ref = /** @type {const} */ ({ kind: "value", name, i: row, j: column ?? 0 });
    this.store.set({ refusal: { ref, text, message } });
  }
}

/**
 * @param {number[][]} rows
 * @param {Ref} ref
 * @param {number} value
 */
function withCell(rows, { i, j }, value) {
  return rows.map((row, k) => (k === i ? row.map((old, l) => (l === j ? value : old)) : row));
}

/** @param {number[][]} rows */
function sizeText(rows) {
  return `${rows.length}×${rows[0]?.length ?? 0}`;
}

/**
 * Pasted rows in the shape of the input: as they are, a row for a column, or one number for one cell.
 * @param {number[][]} pasted
 * @param {number[][]} present
 * @param {Ref} ref
 * @returns {number[][] | null}
 */
function fitted(pasted, present, ref) {
  if (sizeText(pasted) === sizeText(present)) return pasted;
  if (pasted.length === 1 && pasted[0].length === 1) return withCell(present, ref, pasted[0][0]);
  const turned = pasted[0].map((_, j) => pasted.map((row) => row[j]));
  const isVector = Math.min(pasted.length, pasted[0].length) === 1;
  return isVector && sizeText(turned) === sizeText(present) ? turned : null;
}
