/**
 * One at a time, and of those that wait only the newest: what lies between was overtaken and is dropped.
 * @template T, R
 * @param {(input: T) => Promise<R>} work
 * @returns {(input: T) => Promise<void>}
 */
export function latest(work) {
  /** @type {{input: T} | null} */
  let waiting = null;
  /** @type {Promise<void> | null} */
  let running = null;
  const drain = async () => {
    try {
      while (waiting) {
        const { input } = waiting;
        waiting = null;
        await work(input);
      }
    } finally {
      running = null;
    }
  };
  return (input) => {
    waiting = { input };
    running ??= drain();
    return running;
  };
}
