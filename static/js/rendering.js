/** Draws the state: what changed since the last one decides what is touched. */

import { find, mayMove, setText } from "./elements/dom.js";
import { fade } from "./elements/fade.js";
import { createExplainer } from "./features/cell/explaining.js";
import { observation } from "./lib/mask.js";
import { listed } from "./lib/text.js";
import { createView } from "./lib/view.js";
import { clamp, computed } from "./state/playback.js";

/**
 * @import {GsBench} from "./features/bench/bench.js"
 * @import {GsCell} from "./features/cell/panel.js"
 * @import {GsPlayer} from "./features/player/element.js"
 * @import {GsSheet} from "./features/sheet/sheet.js"
 * @import {View} from "./lib/view.js"
 * @import {State} from "./state/state.js"
 * @import {Translate} from "./types.js"
 */

/**
 * @typedef {object} Parts
 * @property {GsSheet} sheet
 * @property {GsBench} bench
 * @property {GsCell} panel
 * @property {GsPlayer} player
 */

/** @param {State} state */
export const current = (state) => state.steps[clamp(state.steps, state.position)];

/**
 * @param {Parts} parts
 * @param {State} initial
 * @param {(state: State, before: State, view: View) => void} showRest  what is not the sheet
 * @param {Translate} t
 */
export function createRenderer({ sheet, bench, panel, player }, initial, showRest, t) {
  const live = find(document, "#live", HTMLElement);
  const explainer = createExplainer({ sheet, bench, panel }, t);
  const viewOf = (/** @type {State} */ { trace, doc, precision, scope }) =>
    createView(trace, doc.values, precision, scope);
  let view = viewOf(initial);

  /**
   * @param {State} state
   * @param {State} before
   */
  function render(state, before) {
    const changed = (/** @type {(keyof State)[]} */ ...keys) =>
      keys.some((key) => state[key] !== before[key]);
    const rebuilt = changed("steps");
    const renumbered = changed("trace", "precision", "scope");
    if (renumbered || rebuilt || changed("doc")) view = viewOf(state);
    if (rebuilt) rebuild(state, before);
    else if (renumbered) sheet.patch(view, changed("trace"));
    else if (changed("doc")) sheet.patchInputs(view);
    if (changed("precision")) sheet.fit();
    if (rebuilt || changed("position", "form", "jacobians")) buildBench(state);
    else if (renumbered) bench.patch(view, changed("trace"));
    if (rebuilt || changed("position", "all")) {
      sheet.reveal(state.all ? null : computed(state.steps, state.position), current(state), view);
    }
    if (rebuilt || changed("along", "view")) sheet.follow(state.view === "paths" ? state.along : null);
    if (rebuilt || changed("position", "all", "playing"))
      player.show(state.position, state.all, state.playing, t);
    if (
      rebuilt ||
      renumbered ||
      changed("position", "form", "jacobians", "pin", "hover", "trail", "beat", "tracing")
    )
      explainer.show(state, view);
    if (changed("trace")) {
      bench.observe(observed(state));
      fade();
    }
    if (changed("refusal")) showRefusal(state, before);
    showRest(state, before, view);
  }

  /**
   * @param {State} state
   * @param {State} before
   */
  function rebuild(state, before) {
    const turned = state.trace.layout !== before.trace.layout;
    const boxes = turned && mayMove() ? sheet.boxes() : null;
    const { pictures } = state.doc.network;
    sheet.build(state.steps, { view, symbols: state.symbols, t, pictures });
    sheet.markTransposed(state.trace);
    player.build(state.steps, state.symbols, t);
    if (boxes) sheet.flip(boxes);
  }

  /** @param {State} state */
  function buildBench(state) {
    const step = current(state);
    const { form, jacobians } = state;
    const full =
      form === "full" && step.phase === "backward" ? (jacobians?.gradients[step.quantity] ?? null) : null;
    const symbols = full
      ? { ...state.symbols, sizes: { ...state.symbols.sizes, ...jacobians?.sizes } }
      : state.symbols;
    const { pictures } = state.doc.network;
    bench.build(step, state.steps.length, form, full, { view, symbols, t, pictures, compact: true });
    bench.observe(observed(state));
    setText(live, step.sentence);
  }

  /** @param {State} state */
  function observed(state) {
    const { mask } = current(state);
    const say = (/** @type {number[]} */ units) => listed(units, t("list.comma"), t("list.and"));
    return mask ? observation(view.matrix("value", mask), t, say) : "";
  }

  /**
   * @param {State} state
   * @param {State} before
   */
  function showRefusal({ refusal }, before) {
    if (before.refusal) sheet.input(before.refusal.ref.name)?.accept();
    if (!refusal) return;
    sheet.input(refusal.ref.name)?.refuse(refusal.ref, refusal.message, refusal.text);
    setText(find(document, "#alert", HTMLElement), refusal.message);
  }

  return { render, view: () => view };
}
