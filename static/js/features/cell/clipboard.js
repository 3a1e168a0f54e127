/** What the panel of the cell can do with a whole matrix, and what it calls a cell. */
import { find, setText } from "../../elements/dom.js";
import { cellNode, mathNode } from "../../elements/formula/math.js";
import { on } from "../../events.js";
import { asText } from "../../lib/copy.js";
import { example } from "../../lib/explain.js";
import { fromWire } from "../../lib/format.js";
import { current, numbersOf } from "../../state/looked.js";

/**
 * @import {View} from "../../lib/view.js"
 * @import {Page} from "../../state/page.js"
 * @import {State} from "../../state/state.js"
 * @import {Format, Ref, Subject, WireNumber} from "../../types.js"
 */

/**
 * @param {Subject} subject
 * @param {State} state
 * @param {View} view
 * @returns {Node}
 */
export function cellTitle({ ref, node, i, j }, state, view) {
  if (!node) return cellNode(ref, state.symbols, state.trace);
  const symbols = { ...state.symbols, values: { ...state.symbols.values, [ref.name]: node.mathml } };
  const trace = {
    ...view.trace,
    values: {
      ...view.trace.values,
      [ref.name]: { ...node, symbol: "", latex: "", data: [], role: /** @type {const} */ ("computed") },
    },
  };
  return node.shape[0] === 1 && node.shape[1] === 1
    ? mathNode(node.mathml)
    : cellNode({ ...ref, i, j }, symbols, trace);
}

/**
 * Copying and pasting of matrices.
 * @param {Page} page
 */
export function clipboard({ store, session, t }) {
  const view = () => numbersOf(store.get());
  const subject = () => {
    const state = store.get();
    return state.pin ?? state.beat ?? example(current(state), view());
  };
  /**
   * @param {{rows: readonly ArrayLike<WireNumber>[], symbol: string}} written
   * @param {Format} format
   */
  const copy = async ({ rows, symbol }, format) => {
    const text = asText(
      rows.map((row) => Array.from(row, fromWire)),
      format,
    );
    const done = await navigator.clipboard.writeText(text).then(
      () => true,
      () => byHand(text),
    );
    say(t(done ? "copy.done" : "copy.failed", { symbol, format: t(`copy.${format}`) }));
  };
  /** @param {Subject} subject */
  const whole = ({ ref }) => {
    const { data, symbol } = view().matrix(ref.kind, ref.name);
    return { rows: data, symbol };
  };
  const paste = async (/** @type {Ref} */ ref, /** @type {string} */ text) => {
    const refused = await session.paste(ref, text);
    if (!refused) return;
    if (refused === "done") return say(t("paste.done", { symbol: view().matrix(ref.kind, ref.name).symbol }));
    const message = t(`paste.${refused.problem}`, refused.params);
    store.set({ notice: { kind: "refused", message, retryAfter: 0 } });
  };
  on(document, "gs-copy-as", ({ format }) => copy(whole(subject()), format));
  on(document, "gs-copy", ({ written, ...drawn }) => copy(written ?? whole(drawn), "tsv"));
  on(document, "gs-paste", ({ ref, text }) => paste(ref, text));
  on(document, "gs-paste-ask", () => askForText(subject().ref, paste, view()));
}

/**
 * Pasting through a field, for where no cell can be pasted on.
 * @param {Ref} ref
 * @param {(ref: Ref, text: string) => void} paste
 * @param {View} view
 */
function askForText(ref, paste, view) {
  const dialog = find(document, "#paste", HTMLDialogElement);
  const field = find(dialog, "textarea", HTMLTextAreaElement);
  const { data, symbol } = view.matrix(ref.kind, ref.name);
  field.value = asText(
    data.map((row) => Array.from(row, fromWire)),
    "tsv",
  );
  setText(find(dialog, "[data-symbol]", HTMLElement), symbol);
  dialog.returnValue = "";
  dialog.onclose = () => {
    if (dialog.returnValue === "paste") paste(ref, field.value);
  };
  dialog.showModal();
  field.select();
}

/**
 * Where the browser keeps the clipboard from pages without a secure address.
 * @param {string} text
 */
function byHand(text) {
  const field = document.createElement("textarea");
  const { activeElement } = document;
  field.value = text;
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  if (activeElement instanceof HTMLElement) activeElement.focus();
  return done;
}

/** @param {string} text */
function say(text) {
  const place = find(document, "#toast", HTMLElement);
  setText(place, "");
  setText(place, text);
}
