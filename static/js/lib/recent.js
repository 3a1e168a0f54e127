/** What was made from an object, kept while it is among the latest. Knows no DOM. */

/**
 * For what is large: a history of matrices would otherwise keep each of them twice.
 * @template {object} K, V
 * @param {number} most  of the sizes of all that is kept; the latest is kept in any case
 * @param {(made: V) => number} sizeOf
 * @param {(from: K) => V} make
 * @returns {(from: K) => V}
 */
export function recent(most, sizeOf, make) {
  /** The latest last. @type {Map<K, V>} */
  const kept = new Map();
  let total = 0;
  return (from) => {
    const before = kept.get(from);
    const made = before ?? make(from);
    if (before === undefined) total += sizeOf(made);
    kept.delete(from);
    kept.set(from, made);
    for (const [old, its] of kept) {
      if (total <= most || old === from) break;
      kept.delete(old);
      total -= sizeOf(its);
    }
    return made;
  };
}
