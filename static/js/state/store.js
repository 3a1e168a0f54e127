/** One state for the whole page, and who wants to know. */

/**
 * @template {object} S
 * @param {S} initial
 */
export function createStore(initial) {
  let state = initial;
  /** @type {((state: S, before: S) => void)[]} */
  const listeners = [];
  return {
    get: () => state,
    /** @param {Partial<S>} change */
    set(change) {
      const before = state;
      if (Object.entries(change).every(([key, value]) => before[/** @type {keyof S} */ (key)] === value))
        return;
      state = { ...before, ...change };
      for (const listener of listeners) listener(state, before);
    },
    /** @param {(state: S, before: S) => void} listener */
    subscribe(listener) {
      listeners.push(listener);
    },
  };
}
