/**
 * Marks of change fade in two plain steps. A transition would repaint every frame, and edits have to be painted at once.
 */

const HOLD_MS = 280;
let timer = 0;

/** What changed keeps its mark for a moment after the last change, then half of it, then none. */
export function fade() {
  clearTimeout(timer);
  timer = window.setTimeout(() => {
    for (const cell of document.querySelectorAll("td[data-changed]"))
      cell.setAttribute("data-changed", "half");
    timer = window.setTimeout(() => {
      for (const cell of document.querySelectorAll("td[data-changed]")) cell.removeAttribute("data-changed");
    }, HOLD_MS);
  }, HOLD_MS);
}
