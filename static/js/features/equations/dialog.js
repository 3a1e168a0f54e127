/** The equations as text: checked as they are typed, drawn when asked for. */
import { ApiError } from "../../api.js";
import { find } from "../../elements/dom.js";
import { shapesOf } from "../../lib/shapes.js";
import { check, filled, keptOf, networkOf } from "../../state/checking.js";
import { GsEquations } from "./editor.js";

/**
 * @import {Page} from "../../state/page.js"
 * @import {State} from "../../state/state.js"
 * @import {Network, Translate} from "../../types.js"
 * @import {ProgramResponse as Checked} from "../../wire.js"
 */

const PAUSE_MS = 120;

/** @param {Page} page */
export function equations({ store, session, api, lang, t }) {
  const dialog = find(document, "#equations", HTMLDialogElement);
  const editor = find(dialog, "gs-equations", GsEquations);
  const button = find(dialog, "#draw", HTMLButtonElement);
  /** What is being written, on top of which network. @type {Network | null} */
  let base = null;
  /** @type {Record<string, number>} */
  let sizes = {};
  let timer = 0;
  let asked = 0;

  /** @returns {Promise<Checked | null>} null where it is wrong, or overtaken */
  const checkNow = async () => {
    clearTimeout(timer);
    asked += 1;
    const mine = asked;
    const { values } = store.get().doc;
    const present = shapesOf(values);
    try {
      const checked = await check(api, { program: editor.text, present, sizes, lang });
      if (mine !== asked) return null;
      editor.accept(checked, present, keptOf(checked, values), sizes);
      return checked;
    } catch (error) {
      if (mine === asked) show(error);
      return null;
    }
  };
  const checkSoon = () => {
    clearTimeout(timer);
    asked += 1;
    timer = window.setTimeout(checkNow, PAUSE_MS);
  };
  /** @param {unknown} error */
  const show = (error) => {
    if (!(error instanceof ApiError)) throw error;
    if (error.isRefusal) editor.refuse(error.error);
    else
      editor.say(t(error.isBusy ? "notice.busy" : "notice.away", { seconds: Math.max(1, error.retryAfter) }));
  };
  const draw = async () => {
    button.disabled = true;
    try {
      const checked = await checkNow();
      if (!checked) return;
      const error = await drawn(checked);
      if (error) return show(error);
      base = store.get().doc.network;
      dialog.close();
    } catch (error) {
      show(error);
    } finally {
      button.disabled = false;
    }
  };
  /**
   * @param {Checked} checked
   * @returns {Promise<ApiError | null>}
   */
  const drawn = async (checked) => {
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
  };
  const offer = async () => {
    if (editor.palette?.firstChild) return;
    const { operations } = await api.operations();
    if (!editor.palette?.firstChild) editor.palette?.build(operations, t);
  };
  const open = () => {
    const { network } = store.get().doc;
    if (base !== network) {
      base = network;
      sizes = {};
      editor.start(network.program);
    }
    dialog.showModal();
    editor.code?.field.focus();
    checkNow();
    offer().catch(show);
  };

  editor.build(t);
  editor.addEventListener("gs-typed", checkSoon);
  editor.addEventListener("gs-draw", draw);
  editor.addEventListener("gs-size", (event) => {
    const { label, size } = /** @type {CustomEvent} */ (event).detail;
    sizes = { ...sizes, [label]: size };
    checkNow();
  });
  button.addEventListener("click", draw);
  find(dialog, "#restore", HTMLButtonElement).addEventListener("click", () => {
    sizes = {};
    const text = store.get().doc.network.program;
    editor.code?.replace({ text, from: text.length, to: text.length });
  });
  return { open };
}
