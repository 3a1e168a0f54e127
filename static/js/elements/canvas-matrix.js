/** A matrix too large for a table: colours on a canvas that can be zoomed and moved, and an equal table of a part of it. */
import { formatNumber } from "../lib/format.js";
import { shade } from "../lib/shade.js";
import { cellAt, moved, paint, showing, wholeOf, zoomed } from "../lib/window.js";
import { coloursOf, watchColours } from "./colours.js";
import { emit, h, setAttribute, setText } from "./dom.js";
import { inlineNode } from "./math.js";
import { GsMatrix, shapeNode } from "./matrix.js";
import { point } from "./pointing.js";

/**
 * @typedef {import("../types.js").Ref} Ref
 * @typedef {import("./matrix.js").Spec} Spec
 * @typedef {import("../lib/grid.js").Grid} Grid
 * @typedef {{grid: Grid, max: number, precision: number}} Numbers
 * @typedef {{i: number, j: number}} Place
 */

/** Rows and columns of the table. */
const PART = 10;
/** A cell of so many pixels has its number written in it. */
const READABLE = 34;

export class GsCanvasMatrix extends HTMLElement {
  /** @type {Spec} */
  spec = /** @type {Spec} */ ({});
  /** @type {Numbers} */
  numbers = { grid: { rows: 0, columns: 0, numbers: new Float64Array() }, max: 0, precision: 3 };
  /** @type {HTMLTableCellElement[]} */
  cells = [];
  lens = new GsMatrix();
  corner = { i: 0, j: 0 };
  canvas = h("canvas", { tabindex: 0, role: "img" });
  seen = wholeOf(1, 1, 1, 1);
  /** @type {ImageData | null} */
  image = null;
  /** @type {Place[]} */
  lit = [];
  /** @type {Place | null} */
  subject = null;
  frame = 0;
  #unwatch = () => {};

  connectedCallback() {
    this.#unwatch = watchColours(() => this.look(this.seen));
  }

  disconnectedCallback() {
    this.#unwatch();
  }

  /**
   * @param {Spec} spec
   * @param {Numbers} numbers
   * @param {{width: number, height: number}} box  that it may fill
   * @param {import("../main.js").Translate} t
   */
  draw(spec, numbers, { width, height }, t) {
    this.spec = spec;
    this.numbers = numbers;
    this.t = t;
    this.dataset.kind = spec.kind;
    setAttribute(this, "data-repeat", spec.repeat);
    setAttribute(this, "data-editable", spec.editable);
    const [rows, columns] = spec.shape;
    this.seen = wholeOf(rows, columns, width, height);
    this.canvas.setAttribute("aria-label", `${spec.name}. ${t("large.keys")}`);
    this.note = h("div", { class: "seen" });
    this.replaceChildren(
      h("div", { class: "symbol", "aria-hidden": "true" }, inlineNode(spec.symbol)),
      h("div", { class: "frame" }, this.canvas),
      shapeNode(spec),
      this.note,
      h("div", { class: "loupe" }, this.lens),
    );
    this.#table({ i: 0, j: 0 });
    point(this);
    this.look(this.seen);
  }

  /** @param {Numbers} numbers */
  show(numbers) {
    this.numbers = numbers;
    this.#write();
    this.look(this.seen);
  }

  /** @param {boolean} empty  not computed yet */
  set empty(empty) {
    if (this.hasAttribute("data-empty") === empty) return;
    setAttribute(this, "data-empty", empty);
    this.lens.empty = empty;
  }

  /** The equal table of a part: rows and columns from `corner` on. @param {Place} corner */
  #table(corner) {
    const { spec } = this;
    const [rows, columns] = spec.shape;
    const size = /** @type {[number, number]} */ ([Math.min(PART, rows), Math.min(PART, columns)]);
    const keep = (/** @type {number} */ k, /** @type {number} */ most) => Math.max(0, Math.min(most, k));
    this.corner = { i: keep(corner.i, rows - size[0]), j: keep(corner.j, columns - size[1]) };
    const { i: top, j: left } = this.corner;
    this.lens.shown = [];
    this.lens.draw(
      {
        ...spec,
        shape: size,
        corner: this.corner,
        refAt: (i, j) => spec.refAt(i + top, j + left),
        cellLabel: (i, j) => spec.cellLabel(i + top, j + left),
        beyond: (i, j) => this.focusCell(i + top, j + left),
      },
      ...this.#faces(),
    );
    const table = this.lens.querySelector("table");
    table?.setAttribute("aria-rowcount", String(rows));
    table?.setAttribute("aria-colcount", String(columns));
    this.lens.querySelectorAll("tr").forEach((row, i) => {
      row.setAttribute("aria-rowindex", String(top + i + 1));
    });
    this.lens.cells.forEach((cell, k) => {
      cell.setAttribute("aria-colindex", String(left + (k % size[1]) + 1));
    });
  }

  #write() {
    this.lens.show(...this.#faces(), false);
  }

  /** @returns {[import("../types.js").Face[], number]} */
  #faces() {
    const { grid, max, precision } = this.numbers;
    const width = Math.min(PART, grid.columns);
    const count = width * Math.min(PART, grid.rows);
    const faces = Array.from({ length: count }, (_, k) => {
      const value = this.#value(this.corner.i + Math.floor(k / width), this.corner.j + (k % width));
      return { text: formatNumber(value, precision), shade: shade(value, max) };
    });
    return [faces, Math.max(precision + 3, ...faces.map(({ text }) => text.length))];
  }

  /**
   * @param {number} i
   * @param {number} j
   */
  #value(i, j) {
    const { columns, numbers } = this.numbers.grid;
    return numbers[i * columns + j];
  }

  /**
   * Shows a part of the matrix: the colours anew, once a frame.
   * @param {import("../lib/window.js").Window} seen
   */
  look(seen) {
    this.seen = seen;
    this.image = null;
    this.#later();
  }

  #later() {
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0;
      this.#render();
    });
  }

  #render() {
    const { seen, canvas } = this;
    const context = canvas.getContext("2d");
    if (!this.isConnected || !context) return;
    const started = performance.now();
    const dense = Math.max(1, Math.min(3, devicePixelRatio));
    const { palette, ...colours } = coloursOf(this, `${this.spec.kind} ${this.spec.repeat}`);
    const [width, height] = [Math.round(seen.width * dense), Math.round(seen.height * dense)];
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
      canvas.style.setProperty("width", `${seen.width}px`);
      canvas.style.setProperty("height", `${seen.height}px`);
    }
    if (!this.image) {
      this.image = context.createImageData(width, height);
      const { grid, max } = this.numbers;
      paint(grid, seen, dense, max, palette, new Uint32Array(this.image.data.buffer));
      this.#say(dense);
      performance.measure("canvas-paint", { start: started, end: performance.now() });
    }
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.putImageData(this.image, 0, 0);
    context.setTransform(dense, 0, 0, dense, 0, 0);
    if (seen.size >= READABLE) this.#numerals(context, colours);
    for (const place of this.lit) this.#outline(context, place, colours.ink, 1.5);
    if (this.subject) this.#outline(context, this.subject, colours.accent, 3);
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Place} place
   * @param {string} colour
   * @param {number} width
   */
  #outline(context, { i, j }, colour, width) {
    const { size, left, top } = this.seen;
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

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {{ink: string}} colours
   */
  #numerals(context, { ink }) {
    const { size, left, top, width, height } = this.seen;
    const { grid, precision } = this.numbers;
    context.fillStyle = ink;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.font = `${Math.min(13, size * 0.3)}px ${getComputedStyle(this).fontFamily}`;
    const last = cellAt(this.seen, grid, width, height);
    for (let i = Math.floor(top); i <= last.i; i++)
      for (let j = Math.floor(left); j <= last.j; j++)
        context.fillText(
          formatNumber(this.#value(i, j), precision),
          (j - left + 0.5) * size,
          (i - top + 0.5) * size,
          size - 2,
        );
  }

  /**
   * The scale: how many cells a pixel stands for, or which part is seen.
   * @param {number} dense
   */
  #say(dense) {
    const { seen, t, note } = this;
    if (!t || !note) return;
    const { rows, columns } = this.numbers.grid;
    const a = Math.round(1 / (seen.size * dense));
    const last = cellAt(seen, this.numbers.grid, seen.width - 1e-6, seen.height - 1e-6);
    const first = { i: Math.floor(seen.top + 1e-6) + 1, j: Math.floor(seen.left + 1e-6) + 1 };
    const whole = first.i === 1 && first.j === 1 && last.i === rows - 1 && last.j === columns - 1;
    const part = whole
      ? ""
      : t("large.part", { top: first.i, bottom: last.i + 1, left: first.j, right: last.j + 1 });
    setText(note, [part, a > 1 ? t("large.pooled", { n: a }) : ""].filter(Boolean).join(" · "));
  }

  /**
   * @param {Set<string>} keys  of the cells that are read
   * @param {string | null} subject  key of the cell that is explained
   */
  light(keys, subject) {
    const before = this.lit.length > 0 || this.subject !== null;
    this.lit = [];
    for (const key of keys) {
      const place = this.placeOfKey(key);
      if (place) this.lit.push(place);
    }
    this.subject = subject ? this.placeOfKey(subject) : null;
    this.lens.light(keys, subject);
    if (before || this.lit.length > 0 || this.subject) this.#later();
  }

  /**
   * @param {string} key
   * @returns {Place | null}
   */
  placeOfKey(key) {
    const { kind, name, j } = this.spec.refAt(0, 1);
    const prefix = `${kind}:${name}:`;
    if (!key.startsWith(prefix)) return null;
    const [a, b] = key.slice(prefix.length).split(":").map(Number);
    return j === 1 ? { i: a, j: b } : { i: b, j: a };
  }

  /**
   * @param {Place} at
   * @param {string} name  of the event
   */
  tell({ i, j }, name) {
    const computed = !this.hasAttribute("data-empty");
    emit(this, name, { ref: this.spec.refAt(i, j), node: this.spec.node, i, j, computed });
  }

  /**
   * The cell in the table, which is drawn about it where it is not in it.
   * @param {number} i
   * @param {number} j
   * @returns {HTMLTableCellElement | null} null where the matrix ends
   */
  focusCell(i, j) {
    const [rows, columns] = this.spec.shape;
    if (i < 0 || j < 0 || i >= rows || j >= columns) return null;
    const inside = (/** @type {Place} */ c) => i >= c.i && j >= c.j && i < c.i + PART && j < c.j + PART;
    if (!inside(this.corner)) this.#table({ i: i - PART / 2, j: j - PART / 2 });
    this.look(showing(this.seen, this.numbers.grid, i, j));
    return this.lens.focusCell(i - this.corner.i, j - this.corner.j);
  }

  /**
   * @param {number} factor
   * @param {{x: number, y: number}} [at]
   */
  zoom(factor, at = { x: this.seen.width / 2, y: this.seen.height / 2 }) {
    this.look(zoomed(this.seen, this.numbers.grid, factor, at));
  }

  /**
   * @param {number} dx
   * @param {number} dy
   */
  pan(dx, dy) {
    this.look(moved(this.seen, this.numbers.grid, dx, dy));
  }

  /**
   * @param {Ref} ref
   * @param {string} message
   * @param {string} [text]
   */
  refuse(ref, message, text) {
    const place = this.placeOfKey(`${ref.kind}:${ref.name}:${ref.i}:${ref.j}`);
    if (place) this.focusCell(place.i, place.j);
    this.lens.refuse(ref, message, text);
  }

  accept() {
    this.lens.accept();
  }

  /** Nothing here moves from place to place. */
  move() {}
}

customElements.define("gs-canvas-matrix", GsCanvasMatrix);
