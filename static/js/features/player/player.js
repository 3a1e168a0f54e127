/** Plays the steps: on each one the highlight goes through some cells of the result, then the next step comes. */

/**
 * @import {Subject} from "../../lib/explain.js"
 * @import {State} from "../../state/state.js"
 */

const STEP_MS = 2400;
const MOST_BEATS = 4;

/**
 * @param {{get: () => State, set: (change: Partial<State>) => void}} store
 * @param {(position: number) => void} goTo
 * @param {() => Subject} example
 * @param {() => boolean} mayMove
 */
export function createPlayer(store, goTo, example, mayMove) {
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
    const beats = mayMove() ? beatsOf(store.get(), example()) : [];
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
 * @param {Subject} first
 * @returns {Subject[]} some cells of the result, in reading order
 */
function beatsOf({ trace }, { ref }) {
  const { shape } = (ref.kind === "value" ? trace.values : trace.gradients)[ref.name];
  const count = shape[0] * shape[1];
  const taken = Math.min(count, MOST_BEATS);
  return Array.from({ length: taken }, (_, k) => {
    const at = Math.floor((k * count) / taken);
    const i = Math.floor(at / shape[1]);
    const j = at % shape[1];
    return { ref: { ...ref, i, j }, node: null, i, j, computed: true };
  });
}
