/** Pointer, wheel and keys on the canvas of a large matrix. */
import { emit } from "../../events.js";
import { cellAt } from "../../lib/window.js";

/** @import {GsCanvasMatrix} from "./matrix.js" */

const STEP = 1.5;
const SLIP = 4;
const PAN = 40;

/** @param {GsCanvasMatrix} matrix */
export function listenToCanvas(matrix) {
  if (matrix.hasAttribute("data-listening")) return;
  matrix.toggleAttribute("data-listening", true);
  const { canvas } = matrix;
  /** Fingers and buttons that are down. @type {Map<number, {x: number, y: number}>} */
  const down = new Map();
  let travelled = 0;
  let over = "";
  const placeOf = (/** @type {MouseEvent} */ event) => ({ x: event.offsetX, y: event.offsetY });
  const cellOf = (/** @type {MouseEvent} */ event) => {
    const { x, y } = placeOf(event);
    return cellAt(matrix.seen, matrix.numbers.grid, x, y);
  };

  canvas.addEventListener("pointerdown", (event) => {
    down.set(event.pointerId, placeOf(event));
    if (down.size === 1) travelled = 0;
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener("pointermove", (event) => {
    const before = down.get(event.pointerId);
    const at = placeOf(event);
    if (before) {
      drag(before, at, [...down].find(([id]) => id !== event.pointerId)?.[1]);
      down.set(event.pointerId, at);
    }
    if (travelled > SLIP) return;
    const cell = cellOf(event);
    if (over === `${cell.i}:${cell.j}`) return;
    over = `${cell.i}:${cell.j}`;
    matrix.tell(cell, "gs-hover");
  });
  /**
   * @param {{x: number, y: number}} before
   * @param {{x: number, y: number}} at
   * @param {{x: number, y: number} | undefined} other  a second finger
   */
  const drag = (before, at, other) => {
    travelled += Math.abs(at.x - before.x) + Math.abs(at.y - before.y);
    if (!other) return matrix.pan(before.x - at.x, before.y - at.y);
    const apart = (/** @type {{x: number, y: number}} */ p) => Math.hypot(p.x - other.x, p.y - other.y) || 1;
    matrix.zoom(apart(at) / apart(before), { x: (at.x + other.x) / 2, y: (at.y + other.y) / 2 });
  };
  const up = (/** @type {PointerEvent} */ event) => down.delete(event.pointerId);
  canvas.addEventListener("pointerup", up);
  canvas.addEventListener("pointercancel", up);
  canvas.addEventListener("pointerleave", () => {
    over = "";
    emit(matrix, "gs-leave");
  });
  canvas.addEventListener("click", (event) => {
    if (travelled > SLIP) return;
    const cell = cellOf(event);
    matrix.tell(cell, "gs-pin");
    if (matrix.spec.editable) matrix.focusCell(cell.i, cell.j);
  });
  canvas.addEventListener(
    "wheel",
    (event) => {
      // A wheel that only passes over scrolls on: it zooms where it was asked to, by focus or by Ctrl, which is a pinch too.
      if (!event.ctrlKey && !event.metaKey && !matrix.contains(document.activeElement)) return;
      event.preventDefault();
      matrix.zoom(Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.002)), placeOf(event));
    },
    { passive: false },
  );
  canvas.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !act(event.key, matrix)) return;
    event.preventDefault();
    event.stopPropagation();
  });
}

/**
 * @param {string} key
 * @param {GsCanvasMatrix} matrix
 */
function act(key, matrix) {
  /** @type {Record<string, () => void>} */
  const acts = {
    "+": () => matrix.zoom(STEP),
    "=": () => matrix.zoom(STEP),
    "-": () => matrix.zoom(1 / STEP),
    "−": () => matrix.zoom(1 / STEP),
    0: () => matrix.zoom(0),
    ArrowLeft: () => matrix.pan(-PAN, 0),
    ArrowRight: () => matrix.pan(PAN, 0),
    ArrowUp: () => matrix.pan(0, -PAN),
    ArrowDown: () => matrix.pan(0, PAN),
    Enter: () => enter(matrix),
  };
  acts[key]?.();
  return key in acts;
}

/** To the table, at what is in the middle of the canvas. @param {GsCanvasMatrix} matrix */
function enter(matrix) {
  const { seen, numbers } = matrix;
  const { i, j } = cellAt(seen, numbers.grid, seen.width / 2, seen.height / 2);
  matrix.focusCell(i, j);
}
