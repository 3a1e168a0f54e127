/** Undo and redo over documents that are never changed in place. */

/**
 * @template D
 * @typedef {{past: D[], present: D, future: D[]}} History
 */

const MOST = 200;

/**
 * @template D
 * @param {D} present
 * @returns {History<D>}
 */
export function begin(present) {
  return { past: [], present, future: [] };
}

/**
 * @template D
 * @param {History<D>} history
 * @param {D} next
 * @returns {History<D>}
 */
export function record(history, next) {
  if (next === history.present) return history;
  return { past: [...history.past, history.present].slice(-MOST), present: next, future: [] };
}

/**
 * @template D
 * @param {History<D>} history
 * @returns {History<D>}
 */
export function undo({ past, present, future }) {
  const before = past.at(-1);
  if (before === undefined) return { past, present, future };
  return { past: past.slice(0, -1), present: before, future: [present, ...future] };
}

/**
 * @template D
 * @param {History<D>} history
 * @returns {History<D>}
 */
export function redo({ past, present, future }) {
  if (future.length === 0) return { past, present, future };
  return { past: [...past, present], present: future[0], future: future.slice(1) };
}

/**
 * Back to a document that is known to be good; nothing is left to be redone.
 * @template D
 * @param {History<D>} history
 * @param {D} good
 * @returns {History<D>}
 */
export function backTo(history, good) {
  const at = history.past.lastIndexOf(good);
  if (history.present === good) return history;
  return { past: at < 0 ? history.past : history.past.slice(0, at), present: good, future: [] };
}
