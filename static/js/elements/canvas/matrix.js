/** A matrix too large for a table: colours on a canvas that can be zoomed and moved, and an equal table of a part of it. */
import { emit } from "../../events.js";
import { keyOf } from "../../lib/cell.js";
import { moved, partOf, showing, wholeOf, zoomed } from "../../lib/window.js";
import { h, setAttribute, setText } from "../dom.js";
import { shapeNode, symbolNode } from "../matrix/labels.js";
import { coloursOf, watchColours } from "./colours.js";
import { listenToCanvas } from "./events.js";
import { Lens } from "./lens.js";
import { density, Painter } from "./painting.js";

/**
 * @import {Window} from "../../lib/window.js"
 * @import {Ref, Translate} from "../../types.js"
 * @import {Spec} from "../matrix/spec.js"
 * @import {Numbers, Place} from "./painting.js"
 */

export class GsCanvasMatrix extends HTMLElement {
  /** @type {Spec} */
  spec = /** @type {Spec} */ ({});
  /** @type {Numbers} */
  numbers = { grid: { rows: 0, columns: 0, numbers: new Float64Array() }, max: 0, precision: 3 };
  /** None that moves from place to place. @type {HTMLTableCellElement[]} */
  cells = [];
  lens = new Lens();
  canvas = h("canvas", { tabindex: 0, role: "img" });
  seen = wholeOf(1, 1, 1, 1);
  /** @type {Place[]} */
  lit = [];
  /** @type {Place | null} */
  subject = null;
  #painter = new Painter(this.canvas);
  #frame = 0;
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
   * @param {Translate} t
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
      symbolNode(spec),
      h("div", { class: "frame" }, this.canvas),
      shapeNode(spec),
      this.note,
      h("div", { class: "loupe" }, this.lens.table),
    );
    this.#drawLens({ i: 0, j: 0 });
    listenToCanvas(this);
    this.look(this.seen);
  }

  /** @param {Place} corner */
  #drawLens(corner) {
    this.lens.draw(this.spec, this.numbers, corner, (i, j) => this.focusCell(i, j));
  }

  /** @param {Numbers} numbers */
  show(numbers) {
    this.numbers = numbers;
    this.lens.show(numbers);
    this.look(this.seen);
  }

  /** @param {boolean} empty  not computed yet */
  set empty(empty) {
    if (this.hasAttribute("data-empty") === empty) return;
    setAttribute(this, "data-empty", empty);
    this.lens.table.empty = empty;
  }

  /**
   * Shows a part of the matrix: the colours anew.
   * @param {Window} seen
   */
  look(seen) {
    this.seen = seen;
    this.#painter.forget();
    this.#paint();
  }

  /** Once a frame, whatever happened in it. */
  #paint() {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      if (!this.isConnected) return;
      const { seen, numbers, lit, subject } = this;
      const colours = coloursOf(this, `${this.spec.kind} ${this.spec.repeat}`);
      this.#painter.paint({ seen, numbers, lit, subject, colours });
      this.#say();
    });
  }

  /** The scale: how many cells a pixel stands for, and which part is seen. */
  #say() {
    const { seen, t, note } = this;
    if (!t || !note) return;
    const { isWhole, ...part } = partOf(seen, this.numbers.grid);
    const pooled = Math.round(1 / (seen.size * density()));
    const said = [isWhole ? "" : t("large.part", part), pooled > 1 ? t("large.pooled", { n: pooled }) : ""];
    setText(note, said.filter(Boolean).join(" · "));
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
    this.lens.table.light(keys, subject);
    if (before || this.lit.length > 0 || this.subject) this.#paint();
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
   * @param {"gs-hover" | "gs-pin"} name  of the event
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
    if (!this.lens.has({ i, j })) this.#drawLens(Lens.about({ i, j }));
    this.look(showing(this.seen, this.numbers.grid, i, j));
    return this.lens.focus({ i, j });
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
    const place = this.placeOfKey(keyOf(ref));
    if (place) this.focusCell(place.i, place.j);
    this.lens.table.refuse(ref, message, text);
  }

  accept() {
    this.lens.table.accept();
  }

  /** Nothing here moves from place to place. */
  move() {}
}

customElements.define("gs-canvas-matrix", GsCanvasMatrix);
