/** The equations as text: checked as they are typed, drawn when asked for. */
import { ApiError } from "../../api.js";
import { find } from "../../elements/dom.js";
import { on } from "../../events.js";
import { LEAST_SIZE } from "../../lib/resize.js";
import { shapesOf } from "../../lib/shapes.js";
import { Tickets } from "../../state/asking.js";
import { check, filled, keptOf, networkOf } from "../../state/checking.js";
import { GsEquations } from "./editor.js";

/**
 * @import {Page} from "../../state/page.js"
 * @import {Doc} from "../../state/state.js"
 * @import {Network} from "../../types.js"
 * @import {ProgramResponse as Checked} from "../../wire.js"
 */

const PAUSE_MS = 120;

/** @typedef {{program: string, doc: Doc, sizes: Record<string, number>}} Question */

export class Equations {
  #dialog = find(document, "#equations", HTMLDialogElement);
  #editor = find(this.#dialog, "gs-equations", GsEquations);
  #button = find(this.#dialog, "#draw", HTMLButtonElement);
  /** What is being written, on top of which network. @type {Network | null} */
  #base = null;
  /** @type {Record<string, number>} */
  #sizes = {};
  #timer = 0;
  /** What the server made of the text as it is; null before it is known. @type {Checked | null} */
  #checked = null;
  /** @type {Page} */
  #page;
  /** @type {Tickets<Question, Checked>} */
  #checking;

  /** @param {Page} page */
  constructor(page) {
    this.#page = page;
    const { api, lang, t } = page;
    this.#checking = new Tickets({
      ask: ({ program, doc, sizes }, signal) =>
        check(api, { program, present: shapesOf(doc.values), sizes, lang }, signal),
      answered: (checked, { doc, sizes }) => {
        this.#checked = checked;
        this.#editor.accept(checked, shapesOf(doc.values), keptOf(checked, doc.values), sizes);
      },
      failed: (error) => this.#show(error),
      only: true,
    });
    this.#editor.build(t);
    this.#listen();
  }

  #listen() {
    const editor = this.#editor;
    on(editor, "gs-typed", () => this.#checkSoon());
    on(editor, "gs-draw", () => this.#draw());
    on(editor, "gs-size", ({ label, by }) => {
      const size = (this.#sizes[label] ?? editor.sizes[label] ?? 1) + by;
      if (size >= LEAST_SIZE) this.#sizes = { ...this.#sizes, [label]: size };
      this.#checkNow();
    });
    this.#button.addEventListener("click", () => this.#draw());
    find(this.#dialog, "#restore", HTMLButtonElement).addEventListener("click", () => {
      this.#sizes = {};
      const text = this.#page.store.get().doc.network.program;
      editor.code?.replace({ text, from: text.length, to: text.length });
    });
  }

  /** @param {string} typed  what was typed while this came */
  open(typed) {
    const { network } = this.#page.store.get().doc;
    if (this.#base !== network) {
      this.#base = network;
      this.#sizes = {};
      this.#editor.start(network.program);
    }
    this.#dialog.showModal();
    this.#editor.code?.field.focus();
    if (typed) this.#editor.code?.type(typed);
    this.#checkNow();
    this.#offer().catch((/** @type {unknown} */ error) => this.#fail(error));
  }

  #checkSoon() {
    clearTimeout(this.#timer);
    this.#checked = null;
    this.#checking.drop();
    this.#timer = window.setTimeout(() => this.#checkNow(), PAUSE_MS);
  }

  #checkNow() {
    clearTimeout(this.#timer);
    this.#checked = null;
    const { doc } = this.#page.store.get();
    return this.#checking.want({ program: this.#editor.text, doc, sizes: this.#sizes });
  }

  /** @param {ApiError} error */
  #show(error) {
    if (error.isRefusal) return this.#editor.refuse(error.error);
    const seconds = Math.max(1, error.retryAfter);
    this.#editor.say(this.#page.t(error.isBusy ? "notice.busy" : "notice.away", { seconds }));
  }

  /** @param {unknown} error */
  #fail(error) {
    if (!(error instanceof ApiError)) throw error;
    this.#show(error);
  }

  async #draw() {
    this.#button.disabled = true;
    try {
      await this.#checkNow();
      if (!this.#checked) return; // it is wrong, and that is said; or it was changed meanwhile
      const error = await this.#drawn(this.#checked);
      if (error) return this.#show(error);
      this.#base = this.#page.store.get().doc.network;
      this.#dialog.close();
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#button.disabled = false;
    }
  }

  /**
   * @param {Checked} checked
   * @returns {Promise<ApiError | null>}
   */
  async #drawn(checked) {
    const { store, session, api, lang } = this.#page;
    const { doc } = store.get();
    const kept = keptOf(checked, doc.values);
    const attempt = async () => {
      const values = await filled(api, checked, doc.values, doc, lang, kept);
      const network = networkOf(doc, checked.program, values);
      const isSame =
        network === doc.network && Object.keys(values).every((name) => values[name] === doc.values[name]);
      return isSame ? null : session.adopt({ ...doc, network, values });
    };
    const error = await attempt();
    // Numbers that fit by their shape may still be none that the new equations take: a target may not be negative.
    const { name } = error?.error.params ?? {};
    if (!error?.isRefusal || error.error.line || !name || !kept.delete(name)) return error;
    return attempt();
  }

  async #offer() {
    const { palette } = this.#editor;
    if (palette?.firstChild) return;
    const { operations } = await this.#page.api.operations();
    if (!palette?.firstChild) palette?.build(operations, this.#page.t);
  }
}
