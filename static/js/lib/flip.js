/** Moves from where things were to where they are (first, last, invert, play). Numbers only. */

/**
 * @typedef {{x: number, y: number, width: number, height: number}} Box
 * @typedef {{dx: number, dy: number, sx: number, sy: number}} Move
 */

/**
 * @param {Map<string, Box>} first
 * @param {Map<string, Box>} last
 * @returns {Map<string, Move>} how each thing that moved has to be displaced to look unmoved
 */
export function moves(first, last) {
  /** @type {Map<string, Move>} */
  const found = new Map();
  for (const [key, to] of last) {
    const from = first.get(key);
    if (!from || !to.width || !to.height) continue;
    const move = {
      dx: from.x - to.x,
      dy: from.y - to.y,
      sx: from.width / to.width,
      sy: from.height / to.height,
    };
    if (Math.abs(move.dx) > 0.5 || Math.abs(move.dy) > 0.5) found.set(key, move);
  }
  return found;
}

/**
 * @param {Move} move
 * @returns {string} a CSS transform, about the top left corner
 */
export function transformOf({ dx, dy, sx, sy }) {
  return `translate(${dx}px, ${dy}px) scale(${sx}, ${sy})`;
}
