/** Numbers from files, and all numbers to a file. */
import { ApiError } from "../../api.js";
import { find, h, setAttribute } from "../../elements/dom.js";
import { sync } from "../../elements/sync.js";
import { on } from "../../events.js";
import { isSameShape, shapesOf, shapeText } from "../../lib/shapes.js";
import { chosen, gathered } from "../../lib/tables.js";
import { Tickets } from "../../state/asking.js";
import { check, filled, keptOf } from "../../state/checking.js";
import { GsAssign } from "./assign.js";
import { save } from "./save.js";

/**
 * @import {Found, Read} from "../../lib/tables.js"
 * @import {Page} from "../../state/page.js"
 * @import {Doc} from "../../state/state.js"
 * @import {Translate, Values} from "../../types.js"
 * @import {ProgramResponse as Checked} from "../../wire.js"
 */

/** @typedef {{doc: Doc, given: Values}} Choice  what is to be used of the files, in which network */

export class Import {
  #dialog = find(document, "#import", HTMLDialogElement);
  #table = find(this.#dialog, "gs-assign", GsAssign);
  #verdict = find(this.#dialog, ".verdict", HTMLElement);
  #skipped = find(this.#dialog, ".skipped", HTMLElement);
  #button = find(this.#dialog, "#use-numbers", HTMLButtonElement);
  #picker = find(this.#dialog, "#files", HTMLInputElement);
  /** @type {Found[]} */
  #found = [];
  /** What the choices come to, once it was checked. @type {{checked: Checked, values: Values} | null} */
  #ready = null;
  /** @type {Page} */
  #page;
  /** @type {Tickets<Choice, Checked>} */
  #checking;
  /** @type {Tickets<File[], Read[]>} */
  #reading;

  /** @param {Page} page */
  constructor(page) {
    this.#page = page;
    const { api, lang } = page;
    this.#reading = new Tickets({
      ask: (files, signal) => this.#read(files, signal),
      answered: (read) => this.#offer(read),
      failed: (error) => this.#refuse(error, error.about),
      only: true,
    });
    this.#checking = new Tickets({
      ask: ({ doc, given }, signal) => {
        const { program } = doc.network;
        const asked = { program, present: shapesOf(doc.values), fixed: shapesOf(given), lang };
        return check(api, asked, signal);
      },
      answered: (checked, choice) => this.#judge(checked, choice),
      failed: (error) => {
        this.#table.annotate({});
        this.#refuse(error);
      },
      only: true,
    });
    this.#listen();
  }

  #listen() {
    const { store } = this.#page;
    const picker = this.#picker;
    on(this.#table, "gs-assigned", () => this.#recheck());
    this.#button.addEventListener("click", () => this.#use());
    picker.addEventListener("change", () => {
      this.#take([...(picker.files ?? [])]);
      picker.value = "";
    });
    find(this.#dialog, "#choose-files", HTMLButtonElement).addEventListener("click", () => picker.click());
    find(this.#dialog, "#save-inputs", HTMLButtonElement).addEventListener("click", () =>
      save(store.get().doc.values),
    );
  }

  open() {
    this.#clear();
    this.#skipped.hidden = true;
    this.#dialog.showModal();
  }

  /** @param {File[]} files  that were let go over the page */
  drop(files) {
    for (const other of document.querySelectorAll("dialog[open]"))
      if (other !== this.#dialog && other instanceof HTMLDialogElement) other.close();
    this.#take(files);
  }

  /**
   * @param {"good" | "wrong" | ""} kind
   * @param {string[]} lines
   */
  #say(kind, lines) {
    setAttribute(this.#verdict, "data-kind", kind);
    this.#verdict.hidden = lines.length === 0;
    sync(this.#verdict, ...lines.map((line) => h("p", {}, line)));
  }

  /** @param {ApiError} error @param {string} [about] */
  #refuse(error, about) {
    const seconds = Math.max(1, error.retryAfter);
    const text = error.isRefusal
      ? error.sentence
      : this.#page.t(error.isBusy ? "notice.busy" : "notice.away", { seconds });
    this.#say("wrong", [about ? `${about}: ${text}` : text]);
  }

  /** @param {{checked: Checked, values: Values} | null} next */
  #settle(next) {
    this.#ready = next;
    this.#button.disabled = next === null;
  }

  #clear() {
    this.#reading.drop();
    this.#checking.drop();
    this.#found = [];
    sync(this.#table);
    this.#settle(null);
    this.#say("", []);
  }

  /** @param {File[]} files */
  #take(files) {
    if (files.length === 0) return;
    if (!this.#dialog.open) this.#dialog.showModal();
    this.#clear();
    this.#say("", [this.#page.t("import.reading")]);
    this.#reading.want(files);
  }

  /**
   * @param {File[]} files
   * @param {AbortSignal} signal
   */
  async #read(files, signal) {
    const { store, api, lang } = this.#page;
    const want = shapesOf(store.get().doc.values);
    /** @type {Read[]} */
    const read = [];
    for (const file of files) {
      try {
        read.push({ file: file.name, answer: await api.file(file, want, lang, signal) });
      } catch (error) {
        if (error instanceof ApiError) error.about = file.name;
        throw error;
      }
    }
    return read;
  }

  /** @param {Read[]} read */
  #offer(read) {
    const { doc, trace } = this.#page.store.get();
    const all = gathered(read);
    this.#found = all.found;
    const targets = Object.entries(shapesOf(doc.values)).map(([name, shape]) => ({
      name,
      shape,
      symbol: trace.values[name]?.symbol ?? name,
    }));
    this.#table.build(targets, all.found, all.assignment, this.#page.t);
    const skipped = all.skipped.map(({ name, reason }) => h("li", {}, `${name}: ${reason}`));
    sync(this.#skipped, ...skipped);
    this.#skipped.hidden = skipped.length === 0;
  }

  #recheck() {
    this.#settle(null);
    const given = chosen(this.#found, this.#table.choices);
    if (Object.keys(given).length > 0) return this.#checking.want({ doc: this.#page.store.get().doc, given });
    this.#checking.drop();
    this.#table.annotate({});
    this.#say("", [this.#page.t("import.choose")]);
  }

  /**
   * @param {Checked} checked
   * @param {Choice} choice
   */
  #judge(checked, { doc, given }) {
    const { t } = this.#page;
    const fixed = shapesOf(given);
    const misfit = checked.inputs.find(({ name, shape }) => fixed[name] && !isSameShape(shape, fixed[name]));
    this.#table.annotate(effects(checked, doc.values, given, t));
    if (misfit)
      return this.#say("wrong", [t("import.misfit", { name: misfit.name, shape: shapeText(misfit.shape) })]);
    this.#settle({ checked, values: { ...doc.values, ...given } });
    this.#say("good", [t("import.ready")]);
  }

  async #use() {
    if (!this.#ready) return;
    const { store, session, api, lang } = this.#page;
    const { checked, values } = this.#ready;
    const { doc } = store.get();
    this.#button.disabled = true;
    try {
      const whole = await filled(api, checked, values, doc, lang);
      const error = await session.adopt({ ...doc, values: whole });
      if (error) throw error;
      this.#dialog.close();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.#refuse(error);
      this.#button.disabled = false;
    }
  }
}

/**
 * What becomes of every input.
 * @param {Checked} checked
 * @param {Values} values
 * @param {Values} given
 * @param {Translate} t
 */
function effects(checked, values, given, t) {
  const kept = keptOf(checked, values);
  const before = shapesOf(values);
  return Object.fromEntries(
    checked.inputs.map(({ name, shape }) => {
      const was = shapeText(before[name]);
      const now = shapeText(shape);
      if (given[name]) return [name, was === now ? t("import.taken") : t("import.resized", { was, now })];
      return [name, kept.has(name) ? t("equations.kept") : t("equations.redrawn", { was })];
    }),
  );
}
