/** Pointer, wheel and keys on the canvas of a large matrix. */
import { emit } from "../../events.js";
import { cellAt } from "../../lib/window.js";
import { leave } from "../matrix/table-events.js";

/**
 * @import {Window} from "../../lib/window.js"
 * @import {Numbers, Place} from "./painting.js"
 */

/**
 * @typedef {{x: number, y: number}} Point  in pixels, from the upper left corner of the canvas
 *
 * @typedef {object} Seen  a matrix of which a part is seen
 * @property {HTMLCanvasElement} canvas
 * @property {Window} seen
 * @property {Numbers} numbers
 * @property {{editable: boolean}} spec
 * @property {(dx: number, dy: number) => void} pan
 * @property {(factor: number, at?: Point) => void} zoom
 * @property {(i: number, j: number) => void} focusCell
 * @property {(at: Place, name: "gs-hover" | "gs-pin") => void} tell
 *
 * @typedef {HTMLElement & Seen} CanvasMatrix
 */

const STEP = 1.5;
const SLIP = 4;
const PAN = 40;

/** @param {CanvasMatrix} matrix */
export function listenToCanvas(matrix) {
  if (matrix.hasAttribute("data-listening")) return;
  matrix.toggleAttribute("data-listening", true);
  const { canvas } = matrix;
  const pointers = new Pointers(matrix);
  canvas.addEventListener("pointerdown", (event) => pointers.press(event));
  canvas.addEventListener("pointermove", (event) => pointers.move(event));
  canvas.addEventListener("pointerup", (event) => pointers.lift(event));
  canvas.addEventListener("pointercancel", (event) => pointers.lift(event));
  canvas.addEventListener("pointerleave", () => pointers.leave());
  canvas.addEventListener("click", (event) => pointers.click(event));
  canvas.addEventListener("wheel", (event) => wheel(event, matrix), { passive: false });
  canvas.addEventListener("keydown", (event) => {
    if (event.key === "Escape") leave(matrix);
    if (event.ctrlKey || event.metaKey || event.altKey || !act(event.key, matrix)) return;
    event.preventDefault();
    event.stopPropagation();
  });
}

/** The fingers, or the mouse, on one canvas: one moves what is seen, two make it larger or smaller. */
class Pointers {
  /** Those that are down. @type {Map<number, Point>} */
  #down = new Map();
  /** How far they went since the first came down: a slip is still a click. */
  #travelled = 0;
  /** The cell that was told last. */
  #over = "";
  #matrix;

  /** @param {CanvasMatrix} matrix */
  constructor(matrix) {
    this.#matrix = matrix;
  }

  /** @param {PointerEvent} event */
  press(event) {
    this.#down.set(event.pointerId, pointOf(event));
    if (this.#down.size === 1) this.#travelled = 0;
    this.#matrix.canvas.setPointerCapture(event.pointerId);
  }

  /** @param {PointerEvent} event */
  move(event) {
    const before = this.#down.get(event.pointerId);
    if (before) {
      const at = pointOf(event);
      this.#drag(before, at, [...this.#down].find(([id]) => id !== event.pointerId)?.[1]);
      this.#down.set(event.pointerId, at);
    }
    if (this.#travelled > SLIP) return;
    const cell = this.#cellAt(event);
    const name = `${cell.i}:${cell.j}`;
    if (this.#over === name) return;
    this.#over = name;
    this.#matrix.tell(cell, "gs-hover");
  }

  /**
   * @param {Point} before
   * @param {Point} at
   * @param {Point | undefined} other  a second finger
   */
  #drag(before, at, other) {
    this.#travelled += Math.abs(at.x - before.x) + Math.abs(at.y - before.y);
    if (!other) return this.#matrix.pan(before.x - at.x, before.y - at.y);
    const apart = (/** @type {Point} */ p) => Math.hypot(p.x - other.x, p.y - other.y) || 1;
    const middle = { x: (at.x + other.x) / 2, y: (at.y + other.y) / 2 };
    this.#matrix.zoom(apart(at) / apart(before), middle);
  }

  /** @param {PointerEvent} event */
  lift(event) {
    this.#down.delete(event.pointerId);
  }

  leave() {
    this.#over = "";
    emit(this.#matrix, "gs-leave");
  }

  /** @param {MouseEvent} event */
  click(event) {
    if (this.#travelled > SLIP) return;
    const cell = this.#cellAt(event);
    this.#matrix.tell(cell, "gs-pin");
    if (this.#matrix.spec.editable) this.#matrix.focusCell(cell.i, cell.j);
  }

  /** @param {MouseEvent} event */
  #cellAt(event) {
    const { x, y } = pointOf(event);
    return cellAt(this.#matrix.seen, this.#matrix.numbers.grid, x, y);
  }
}

/** @param {MouseEvent} event @returns {Point} */
function pointOf(event) {
  return { x: event.offsetX, y: event.offsetY };
}

/**
 * A wheel that only passes over scrolls on: it zooms where it was asked to, by focus or by Ctrl, which is a pinch too.
 * @param {WheelEvent} event
 * @param {CanvasMatrix} matrix
 */
function wheel(event, matrix) {
  if (!event.ctrlKey && !event.metaKey && !matrix.contains(document.activeElement)) return;
  event.preventDefault();
  matrix.zoom(Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.002)), pointOf(event));
}

/**
 * @param {string} key
 * @param {CanvasMatrix} matrix
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
  const { seen } = matrix;
  acts[key]?.();
  // Where nothing is left to be seen on that side, the key is for the page, which steps.
  const isPast = /^Arrow(Left|Right)$/.test(key) && isSameWindow(seen, matrix.seen);
  return key in acts && !isPast;
}

/**
 * @param {Window} a
 * @param {Window} b
 */
function isSameWindow(a, b) {
  return a.left === b.left && a.top === b.top;
}

/** To the table, at what is in the middle of the canvas. @param {CanvasMatrix} matrix */
function enter(matrix) {
  const { seen, numbers } = matrix;
  const { i, j } = cellAt(seen, numbers.grid, seen.width / 2, seen.height / 2);
  matrix.focusCell(i, j);
}
