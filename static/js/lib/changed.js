/** What is another than it was. Knows no DOM. */

/**
 * @template {object} S
 * @param {S} state
 * @param {S} before
 * @returns {(...keys: (keyof S)[]) => boolean} whether any of these parts is another
 */
export function changes(state, before) {
  return (...keys) => keys.some((key) => state[key] !== before[key]);
}
