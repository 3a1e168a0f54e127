/** The trees of provenance of a pinned cell: they stand in its panel, and come when they are first wanted. */
import { find } from "../../elements/dom.js";
import { styled } from "../../elements/styles.js";
import { on } from "../../events.js";
import { changes } from "../../lib/changed.js";
import { example } from "../../lib/explain.js";
import { late } from "../../lib/late.js";
import { positionOf } from "../../lib/steps.js";
import { current, isWithin, numbersOf } from "../../state/looked.js";
import { clamp, computed } from "../../state/playback.js";

/**
 * @import {Feature, Page} from "../../state/page.js"
 * @import {State} from "../../state/state.js"
 * @import {Ref, Translate} from "../../types.js"
 * @import {Context, GsProvenance} from "./provenance.js"
 */

/**
 * @param {Page} page
 * @returns {Feature}
 */
export function start({ store, t }) {
  const panel = find(document, "gs-cell", HTMLElement);
  /** @type {GsProvenance | null} */
  let trees = null;

  const coming = late(async () => {
    const [{ GsProvenance }] = await Promise.all([import("./provenance.js"), styled("trace")]);
    const element = new GsProvenance();
    panel.append(element);
    return element;
  });

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
    trees.show(state.pin.ref, contextOf(state, t));
    trees.enter();
  };

  const close = () => {
    const inside = trees?.contains(document.activeElement);
    if (trees) trees.hidden = true;
    delete document.body.dataset.tracing;
    if (inside) find(panel, "button.trace", HTMLElement).focus();
  };

  const toggle = () => {
    const state = store.get();
    if (state.tracing) return store.set({ tracing: false, hover: null });
    const subject = state.pin ?? state.hover ?? example(current(state), numbersOf(state));
    if (subject.node || !subject.computed) return;
    store.set(state.pin ? { tracing: true } : { pin: subject, trail: [], tracing: true });
  };
  on(document, "gs-trace", toggle);
  store.subscribe((state) => state.tracing && !isTraceable(state) && store.set({ tracing: false }));

  /**
   * @param {State} state
   * @param {State} before
   */
  const show = (state, before) => {
    const changed = changes(state, before);
    if (changed("tracing")) return state.tracing ? void open() : close();
    if (!state.tracing || !trees || !state.pin) return;
    if (changed("pin", "steps")) trees.show(state.pin.ref, contextOf(state, t));
    else if (changed("trace", "precision", "scope", "position", "all")) trees.refresh(contextOf(state, t));
  };
  return { show };
}

/**
 * @param {State} state
 * @param {Translate} t
 * @returns {Context}
 */
function contextOf(state, t) {
  const { symbols, trace, steps, position, all } = state;
  const done = computed(steps, clamp(steps, position));
  const isComputed = (/** @type {Ref} */ { kind, name }) =>
    all || positionOf(steps, kind, name) < 0 || (kind === "value" ? done.values : done.gradients).has(name);
  return { view: numbersOf(state), symbols, trace, steps, isComputed, t };
}

/** Sizes may have changed under the pinned cell, or it was let go: then there is nothing to trace. @param {State} state */
function isTraceable({ pin, trace }) {
  return pin !== null && !pin.node && isWithin(pin, trace);
}
