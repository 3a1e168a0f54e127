/** What was worked out last is not worked out again from the same. Knows no DOM. */

/**
 * @template S, R
 * @param {(state: S) => unknown[]} partsOf  all that the result depends on
 * @param {(state: S) => R} make
 * @returns {(state: S) => R}
 */
export function memo(partsOf, make) {
  /** @type {{parts: unknown[], result: R} | null} */
  let last = null;
  return (state) => {
    const parts = partsOf(state);
    if (!last || parts.some((part, k) => part !== last?.parts[k])) last = { parts, result: make(state) };
    return last.result;
  };
}
