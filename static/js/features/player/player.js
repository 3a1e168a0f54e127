/** Plays the steps: on each one the highlight goes through some cells of the result, then the next step comes. */
import { find, mayMove } from "../../elements/dom.js";
import { on } from "../../events.js";
import { indices } from "../../lib/cell/places.js";
import { current } from "../../state/looked.js";
import { clamp } from "../../state/playback.js";
import { GsPlayer } from "./element.js";

/**
 * @import {Feature, Page, Store} from "../../state/page.js"
 * @import {State} from "../../state/state.js"
 * @import {Kind, Subject} from "../../types.js"
 */

const STEP_MS = 2400;
const MOST_BEATS = 4;

/**
 * @param {Page} page
 * @returns {Feature}
 */
export function start({ store, t }) {
  const player = find(document, "gs-player", GsPlayer);

  /**
   * A step of the player: from here on, what comes later is not computed yet.
   * @param {number} position
   */
  const goTo = (position) =>
    store.set({ position: clamp(store.get().steps, position), all: false, hover: null, beat: null });

  const { stop, act } = playing(store, goTo);
  on(document, "gs-play", (detail) => act(detail.act));
  on(document, "gs-scrub", (position) => {
    stop();
    goTo(position);
  });
  on(document, "gs-select", ({ position }) => store.set({ position, hover: null, beat: null }));
  on(document, "gs-speed", (speed) => store.set({ speed }));

  /**
   * @param {State} state
   * @param {State} before
   */
  const show = (state, before) => {
    if (state.shown.network !== before.shown.network) stop();
    const rebuilt = state.steps !== before.steps;
    if (rebuilt) player.build(state.steps, state.symbols, t);
    const { position, all } = state;
    if (rebuilt || position !== before.position || all !== before.all || state.playing !== before.playing)
      player.show(position, all, state.playing, t);
  };
  return { show };
}

/**
 * @param {Store} store
 * @param {(position: number) => void} goTo
 */
function playing(store, goTo) {
  let timer = 0;

  const stop = () => {
    clearTimeout(timer);
    store.set({ playing: false, beat: null });
  };
  const step = (/** @type {number} */ by) => {
    stop();
    goTo(store.get().position + by);
  };
  const run = () => {
    const beats = mayMove() ? beatsOf(store.get()) : [];
    beat(beats, 0, STEP_MS / store.get().speed / (beats.length + 1));
  };
  /**
   * @param {Subject[]} beats
   * @param {number} k
   * @param {number} pause
   */
  const beat = (beats, k, pause) => {
    if (k < beats.length) store.set({ beat: beats[k] });
    timer = window.setTimeout(() => {
      if (k < beats.length) return beat(beats, k + 1, pause);
      const { position, steps } = store.get();
      if (position >= steps.length - 1) return stop();
      goTo(position + 1);
      run();
    }, pause);
  };
  const play = () => {
    const { position, steps, all } = store.get();
    if (all || position >= steps.length - 1) goTo(0);
    store.set({ playing: true });
    run();
  };
  /** @type {Record<string, () => void>} */
  const acts = {
    first: () => step(-Infinity),
    previous: () => step(-1),
    next: () => step(1),
    last: () => step(Infinity),
    play: () => (store.get().playing ? stop() : play()),
    all: () => {
      stop();
      store.set({ all: !store.get().all });
    },
  };
  return { stop, act: (/** @type {string} */ name) => acts[name]?.() };
}

/**
 * @param {State} state
 * @returns {Subject[]} some cells of the result of the step, in reading order
 */
function beatsOf(state) {
  const { phase, quantity: name } = current(state);
  /** @type {Kind} */
  const kind = phase === "forward" ? "value" : "gradient";
  const { shape } = (kind === "value" ? state.trace.values : state.trace.gradients)[name];
  const count = shape[0] * shape[1];
  const taken = Math.min(count, MOST_BEATS);
  return indices(taken).map((k) => {
    const at = Math.floor((k * count) / taken);
    const [i, j] = [Math.floor(at / shape[1]), at % shape[1]];
    return { ref: { kind, name, i, j }, node: null, i, j, computed: true };
  });
}
