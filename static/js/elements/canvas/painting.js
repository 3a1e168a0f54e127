/** Paints what is seen of a large matrix: its colours, the numbers where a cell has room for one, and what is lit. */
import { formatNumber } from "../../lib/format.js";
import { cellAt, paint } from "../../lib/window.js";

/**
 * @import {Grid} from "../../lib/rows.js"
 * @import {Window} from "../../lib/window.js"
 * @import {Colours} from "./colours.js"
 */

/**
 * @typedef {{grid: Grid, max: number, precision: number}} Numbers  with the end of their colour scale, and as many decimals
 * @typedef {{i: number, j: number}} Place
 *
 * @typedef {object} Scene
 * @property {Window} seen
 * @property {Numbers} numbers
 * @property {Place[]} lit       the cells that are read
 * @property {Place | null} subject  the cell that is explained
 * @property {Colours} colours
 */

/** A cell of so many pixels has its number written in it. */
const READABLE = 34;

/** Device pixels a pixel: what is finer is not seen. */
export function density() {
  return Math.max(1, Math.min(3, devicePixelRatio));
}

export class Painter {
  /** The colours, until another part is seen or other numbers come. @type {ImageData | null} */
  #image = null;
  canvas;

  /** @param {HTMLCanvasElement} canvas */
  constructor(canvas) {
    this.canvas = canvas;
  }

  /** The colours are no longer right. */
  forget() {
    this.#image = null;
  }

  /** @param {Scene} scene */
  paint({ seen, numbers, lit, subject, colours }) {
    const context = this.canvas.getContext("2d");
    if (!context) return;
    const dense = density();
    this.#resize(seen, dense);
    this.#image ??= coloured(context, seen, dense, numbers, colours.palette);
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.putImageData(this.#image, 0, 0);
    context.setTransform(dense, 0, 0, dense, 0, 0);
    const font = getComputedStyle(this.canvas).fontFamily;
    if (seen.size >= READABLE) write(context, seen, numbers, colours.ink, font);
    for (const place of lit) outline(context, seen, place, colours.ink, 1.5);
    if (subject) outline(context, seen, subject, colours.accent, 3);
  }

  /**
   * @param {Window} seen
   * @param {number} dense
   */
  #resize(seen, dense) {
    const { canvas } = this;
    const [width, height] = [Math.round(seen.width * dense), Math.round(seen.height * dense)];
    if (canvas.width === width && canvas.height === height) return;
    canvas.width = width;
    canvas.height = height;
    canvas.style.setProperty("width", `${seen.width}px`);
    canvas.style.setProperty("height", `${seen.height}px`);
  }
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Window} seen
 * @param {number} dense
 * @param {Numbers} numbers
 * @param {Uint32Array} palette
 */
function coloured(context, seen, dense, { grid, max }, palette) {
  const start = performance.now();
  const image = context.createImageData(context.canvas.width, context.canvas.height);
  paint(grid, seen, dense, max, palette, new Uint32Array(image.data.buffer));
  performance.measure("canvas-paint", { start, end: performance.now() });
  return image;
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Window} seen
 * @param {Numbers} numbers
 * @param {string} ink
 * @param {string} font
 */
function write(context, seen, { grid, precision }, ink, font) {
  const { size, left, top, width, height } = seen;
  context.fillStyle = ink;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.font = `${Math.min(13, size * 0.3)}px ${font}`;
  const last = cellAt(seen, grid, width, height);
  for (let i = Math.floor(top); i <= last.i; i++)
    for (let j = Math.floor(left); j <= last.j; j++)
      context.fillText(
        formatNumber(grid.numbers[i * grid.columns + j], precision),
        (j - left + 0.5) * size,
        (i - top + 0.5) * size,
        size - 2,
      );
}

/**
 * A frame in the cell; about the cell, or all of it, where it is too small for that.
 * @param {CanvasRenderingContext2D} context
 * @param {Window} seen
 * @param {Place} place
 * @param {string} colour
 * @param {number} width
 */
function outline(context, { size, left, top }, { i, j }, colour, width) {
  const edge = Math.max(size, 2);
  context.strokeStyle = colour;
  context.fillStyle = colour;
  const [x, y] = [(j - left) * size, (i - top) * size];
  if (edge < 5 && width < 3) context.fillRect(x, y, edge, edge);
  else if (edge < 5) {
    context.lineWidth = 2;
    context.strokeRect(x + size / 2 - 5, y + size / 2 - 5, 10, 10);
  } else {
    context.lineWidth = width;
    context.strokeRect(x + width / 2, y + width / 2, edge - width, edge - width);
  }
}
