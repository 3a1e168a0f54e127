/** Numbers from files, and all numbers to a file. */
import { ApiError } from "../../api.js";
import { find, h, setAttribute } from "../../elements/dom.js";
import { isSameShape, shapesOf, shapeText } from "../../lib/shapes.js";
import { chosen, gathered } from "../../lib/tables.js";
import { check, filled, keptOf } from "../../state/checking.js";
import { GsAssign } from "./assign.js";

/**
 * @import {Found} from "../../lib/tables.js"
 * @import {Page} from "../../state/page.js"
 * @import {State} from "../../state/state.js"
 * @import {Translate, Values} from "../../types.js"
 * @import {ProgramResponse as Checked} from "../../wire.js"
 */

/** @param {Page} page */
export function importing({ store, session, api, lang, t }) {
  const dialog = find(document, "#import", HTMLDialogElement);
  const table = find(dialog, "gs-assign", GsAssign);
  const verdict = find(dialog, ".verdict", HTMLElement);
  const button = find(dialog, "#use-numbers", HTMLButtonElement);
  const picker = find(dialog, "#files", HTMLInputElement);
  /** @type {Found[]} */
  let found = [];
  /** What the choices come to, once it was checked. @type {{checked: Checked, values: Values} | null} */
  let ready = null;
  let asked = 0;

  const say = (/** @type {string} */ kind, /** @type {string[]} */ lines) => {
    setAttribute(verdict, "data-kind", kind);
    verdict.hidden = lines.length === 0;
    verdict.replaceChildren(...lines.map((line) => h("p", {}, line)));
  };
  /** @param {unknown} error @param {string} [about] */
  const refuse = (error, about) => {
    if (!(error instanceof ApiError)) throw error;
    const seconds = Math.max(1, error.retryAfter);
    const text = error.isRefusal
      ? error.sentence
      : t(error.isBusy ? "notice.busy" : "notice.away", { seconds });
    say("wrong", [about ? `${about}: ${text}` : text]);
  };
  const settle = (/** @type {typeof ready} */ next) => {
    ready = next;
    button.disabled = next === null;
  };
  const clear = () => {
    asked += 1;
    found = [];
    table.replaceChildren();
    settle(null);
    say("", []);
  };

  const recheck = async () => {
    asked += 1;
    const mine = asked;
    settle(null);
    const { doc } = store.get();
    const given = chosen(found, table.choices);
    if (Object.keys(given).length === 0) {
      table.annotate({});
      return say("", [t("import.choose")]);
    }
    const fixed = shapesOf(given);
    try {
      const { program } = doc.network;
      const checked = await check(api, { program, present: shapesOf(doc.values), fixed, lang });
      if (mine !== asked) return;
      const misfit = checked.inputs.find(
        ({ name, shape }) => fixed[name] && !isSameShape(shape, fixed[name]),
      );
      table.annotate(effects(checked, doc.values, given));
      if (misfit)
        return say("wrong", [t("import.misfit", { name: misfit.name, shape: shapeText(misfit.shape) })]);
      settle({ checked, values: { ...doc.values, ...given } });
      say("good", [t("import.ready")]);
    } catch (error) {
      if (mine !== asked) return;
      table.annotate({});
      refuse(error);
    }
  };
  /**
   * @param {Checked} checked
   * @param {Values} values
   * @param {Values} given
   */
  const effects = (checked, values, given) => {
    const kept = keptOf(checked, values);
    return Object.fromEntries(
      checked.inputs.map(({ name, shape }) => {
        const was = shapeText(shapesOf(values)[name]);
        const now = shapeText(shape);
        if (given[name]) return [name, was === now ? t("import.taken") : t("import.resized", { was, now })];
        return [name, kept.has(name) ? t("equations.kept") : t("equations.redrawn", { was })];
      }),
    );
  };

  const take = async (/** @type {File[]} */ files) => {
    if (files.length === 0) return;
    if (!dialog.open) dialog.showModal();
    clear();
    const mine = asked;
    say("", [t("import.reading")]);
    const want = shapesOf(store.get().doc.values);
    const read = [];
    for (const file of files) {
      try {
        read.push({ file: file.name, answer: await api.file(file, want, lang) });
      } catch (error) {
        return refuse(error, file.name);
      }
      if (mine !== asked) return;
    }
    const all = gathered(read);
    found = all.found;
    const { values } = store.get().trace;
    const targets = Object.entries(want).map(([name, shape]) => ({
      name,
      shape,
      symbol: values[name]?.symbol ?? name,
    }));
    table.build(targets, found, all.assignment, t);
    skippedPlace.replaceChildren(...all.skipped.map(({ name, reason }) => h("li", {}, `${name}: ${reason}`)));
    skippedPlace.hidden = all.skipped.length === 0;
  };
  const skippedPlace = find(dialog, ".skipped", HTMLElement);
  const use = async () => {
    if (!ready) return;
    const { checked, values } = ready;
    const { doc } = store.get();
    button.disabled = true;
    try {
      const whole = await filled(api, checked, values, doc, lang);
      const error = await session.adopt({ ...doc, values: whole });
      if (error) throw error;
      dialog.close();
    } catch (error) {
      refuse(error);
      button.disabled = false;
    }
  };

  table.addEventListener("gs-assigned", recheck);
  button.addEventListener("click", use);
  picker.addEventListener("change", async () => {
    await take([...(picker.files ?? [])]);
    picker.value = "";
  });
  find(dialog, "#choose-files", HTMLButtonElement).addEventListener("click", () => picker.click());
  find(dialog, "#save-inputs", HTMLButtonElement).addEventListener("click", () =>
    save(store.get().doc.values),
  );
  const open = () => {
    clear();
    skippedPlace.hidden = true;
    dialog.showModal();
  };
  const drop = (/** @type {File[]} */ files) => {
    for (const other of document.querySelectorAll("dialog[open]"))
      if (other !== dialog && other instanceof HTMLDialogElement) other.close();
    take(files);
  };
  return { open, drop };
}

/**
 * All inputs as a file that can be imported again.
 * @param {Values} values
 */
function save(values) {
  const rows = Object.entries(values).map(
    ([name, matrix]) => `${JSON.stringify(name)}: ${JSON.stringify(matrix.map((row) => [...row]))}`,
  );
  const url = URL.createObjectURL(new Blob([`{\n${rows.join(",\n")}\n}\n`], { type: "application/json" }));
  h("a", { href: url, download: "gradsheet-inputs.json" }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
