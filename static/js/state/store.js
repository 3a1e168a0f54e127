/** One state for the whole page, and who wants to know. */

/** So often may those who hear of a change make another one, before it is a fault of theirs. */
const MOST_ROUNDS = 100;

/**
 * What is set stands in the state at once. Who listens hears of it once a turn, of all that was set in it together: so
 * everyone hears the same changes in the same order, whoever sets more meanwhile.
 * @template {object} S
 * @param {S} initial
 */
export function createStore(initial) {
  let state = initial;
  /** What the listeners know. */
  let told = initial;
  let isTelling = false;
  /** @type {((state: S, before: S) => void)[]} */
  const listeners = [];

  const tell = () => {
    if (isTelling) return;
    isTelling = true;
    try {
      for (let round = 0; told !== state; round++) {
        if (round === MOST_ROUNDS) throw new Error("the state does not come to rest");
        const [now, before] = [state, told];
        told = state;
        for (const listener of listeners) listener(now, before);
      }
    } finally {
      isTelling = false;
    }
  };

  return {
    get: () => state,
    /** @param {Partial<S>} change */
    set(change) {
      const isNews = (/** @type {keyof S} */ key) => state[key] !== change[key];
      if (!(/** @type {(keyof S)[]} */ (Object.keys(change)).some(isNews))) return;
      if (told === state && !isTelling) queueMicrotask(tell);
      state = { ...state, ...change };
    },
    /** @param {(state: S, before: S) => void} listener */
    subscribe(listener) {
      listeners.push(listener);
    },
    /** Tells what there is to tell now, for who goes on with what is drawn then. */
    flush: tell,
  };
}
