/** The trees of provenance of a pinned cell: they stand in its panel, and come when they are first wanted. */
import { find } from "../../elements/dom.js";
import { styled } from "../../elements/styles.js";
import { example } from "../../lib/explain.js";
import { late } from "../../lib/late.js";
import { clamp, computed, positionOf } from "../../state/playback.js";

/**
 * @import {View} from "../../lib/view.js"
 * @import {State} from "../../state/state.js"
 * @import {Ref, Translate} from "../../types.js"
 * @import {GsCell} from "../cell/panel.js"
 * @import {Context, GsProvenance} from "./provenance.js"
 */

/**
 * @param {{get: () => State, set: (change: Partial<State>) => void,
 *   subscribe: (listener: (state: State, before: State) => void) => void}} store
 * @param {GsCell} panel
 * @param {() => View} view
 * @param {Translate} t
 * @returns {() => void} opens and closes them
 */
export function tracing(store, panel, view, t) {
  /** @type {GsProvenance | null} */
  let trees = null;

  const coming = late(async () => {
    const [{ GsProvenance }] = await Promise.all([import("./provenance.js"), styled("trace")]);
    const element = new GsProvenance();
    panel.append(element);
    return element;
  });

  /** @param {State} state @returns {Context} */
  const contextOf = ({ symbols, trace, steps, position, all }) => {
    const done = computed(steps, clamp(steps, position));
    const isComputed = (/** @type {Ref} */ { kind, name }) =>
      all || positionOf(steps, kind, name) < 0 || (kind === "value" ? done.values : done.gradients).has(name);
    return { view: view(), symbols, trace, steps, isComputed, t };
  };

  const open = async () => {
    try {
      trees = await coming.bring();
    } catch (error) {
      store.set({ tracing: false });
      throw error;
    }
    const state = store.get();
    if (!state.tracing || !state.pin) return;
    document.body.dataset.tracing = "";
    trees.hidden = false;
    trees.show(state.pin.ref, contextOf(state));
    trees.enter();
  };

  const close = () => {
    const inside = trees?.contains(document.activeElement);
    if (trees) trees.hidden = true;
    delete document.body.dataset.tracing;
    if (inside) find(panel, "button.trace", HTMLElement).focus();
  };

  const toggle = () => {
    const { pin, hover, steps, position, tracing: isOpen } = store.get();
    if (isOpen) return store.set({ tracing: false, hover: null });
    const subject = pin ?? hover ?? example(steps[clamp(steps, position)], view());
    if (subject.node || !subject.computed) return;
    store.set(pin ? { tracing: true } : { pin: subject, trail: [], tracing: true });
  };

  /** @param {State} state */
  const isAlive = ({ pin, trace }) => {
    const matrix =
      pin && !pin.node && (pin.ref.kind === "value" ? trace.values : trace.gradients)[pin.ref.name];
    return matrix ? pin.ref.i < matrix.shape[0] && pin.ref.j < matrix.shape[1] : false;
  };

  store.subscribe((state, before) => {
    const changed = (/** @type {(keyof State)[]} */ ...keys) =>
      keys.some((key) => state[key] !== before[key]);
    if (state.tracing && !isAlive(state)) return store.set({ tracing: false });
    if (changed("tracing")) return state.tracing ? open() : close();
    if (!state.tracing || !trees || !state.pin) return;
    if (changed("pin", "steps")) trees.show(state.pin.ref, contextOf(state));
    else if (changed("trace", "precision", "scope", "position", "all")) trees.refresh(contextOf(state));
  });
  return toggle;
}
