/** A table of cells that take the focus: Tab leads to one of them, arrows lead from there to the others. */

/** @type {Record<string, [number, number]>} */
const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

/**
 * @param {HTMLElement[][]} rows
 * @param {(i: number, j: number) => void} point  a cell is pointed at, or has the focus
 */
export function rove(rows, point) {
  for (const [i, row] of rows.entries())
    for (const [j, cell] of row.entries()) {
      cell.tabIndex = i + j === 0 ? 0 : -1;
      cell.addEventListener("pointerenter", () => point(i, j));
      cell.addEventListener("focus", () => point(i, j));
      cell.addEventListener("keydown", (event) => {
        const step = STEPS[event.key];
        if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
        event.preventDefault();
        event.stopPropagation();
        rows[i + step[0]]?.[j + step[1]]?.focus();
      });
    }
}
