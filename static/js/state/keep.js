/** Carries the state over a change of language, which loads the page anew. Knows no element. */

const PLACE = "gradsheet";

/**
 * @typedef {object} Kept
 * @property {import("./history.js").History<import("./session.js").Doc>} history
 * @property {import("../types.js").Layout} layout
 * @property {number} position
 * @property {boolean} all
 * @property {number} precision
 * @property {import("../types.js").Scope} scope
 * @property {boolean} diagonal
 */

/**
 * @param {Omit<Kept, "history">} state
 * @param {Kept["history"]} history
 */
export function keep({ layout, position, all, precision, scope, diagonal }, history) {
  try {
    sessionStorage.setItem(
      PLACE,
      JSON.stringify({ layout, position, all, precision, scope, diagonal, history }),
    );
  } catch {
    // Without storage the page starts anew.
  }
}

/** @returns {Kept | null} once: what was kept is gone after it was read */
export function kept() {
  try {
    const text = sessionStorage.getItem(PLACE);
    sessionStorage.removeItem(PLACE);
    return text ? JSON.parse(text) : null;
  } catch {
    return null;
  }
}
