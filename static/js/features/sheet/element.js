/** The sheet: one row an equation, each quantity with its gradient below it. */

import { h, setAttribute } from "../../elements/dom.js";
import { Equation } from "../../elements/formula/equation.js";
import { fitSheet } from "../../elements/formula/fit-sheet.js";
import { light, refresh } from "../../elements/formula/row.js";
import { fitOnResize } from "../../elements/resizing.js";
import { sync } from "../../elements/sync.js";
import { keyOf } from "../../lib/cell.js";
import { moves, transformOf } from "../../lib/flip.js";
import { OverviewPlace } from "./overview-place.js";

/**
 * @import {Context, Placed} from "../../elements/formula/row.js"
 * @import {Drawn} from "../../lib/drawn.js"
 * @import {View} from "../../lib/view.js"
 * @import {Ref, Trace, Way} from "../../types.js"
 * @import {Step} from "../../wire.js"
 */

/** A sheet of so many pixels in height has room for an overview. */
const ROOMY = 560;

export class GsSheet extends HTMLElement {
  /** @type {Placed[]} */
  placed = [];
  /** @type {Equation[]} */
  equations = [];
  /** @type {HTMLElement[]} */
  rows = [];
  /** The step that was brought into view last. */
  step = -1;
  overview = new OverviewPlace(this);
  #fitted = fitOnResize(this, () => this.fit());

  /**
   * @param {Step[]} steps
   * @param {Context} context
   */
  build(steps, context) {
    const forward = steps.filter((step) => step.phase === "forward");
    const seen = /** @type {Set<string>} */ (new Set());
    this.equations = forward.map(
      (step, k) => new Equation(step, context, seen, forward[k - 1]?.line === step.line),
    );
    this.placed = this.equations.flatMap(({ placed }) => placed);
    this.rows = this.equations.map(({ row }) => row);
    sync(this, h("ol", { class: "equations" }, ...this.rows));
    this.step = -1;
    this.scrollTop = 0;
    this.overview.build(steps, context);
    this.fit();
  }

  /**
   * @param {View} view
   * @param {boolean} flash
   */
  patch(view, flash) {
    for (const placed of this.placed) refresh(placed, view, flash);
  }

  /**
   * What was typed shows at once; what follows from it comes with the answer.
   * @param {View} view
   */
  patchInputs(view) {
    for (const placed of this.placed) if (placed.matrix.spec.editable) refresh(placed, view, false);
  }

  /**
   * @param {{values: Set<string>, gradients: Set<string>} | null} computed  null: everything
   * @param {Step} current
   * @param {View} view
   */
  reveal(computed, current, view) {
    for (const { matrix, it } of this.placed) {
      const given = it.kind === "value" && (view.isInput(it.name) || !it.isQuantity);
      const done = (it.kind === "value" ? computed?.values : computed?.gradients)?.has(it.name);
      matrix.empty = computed !== null && !given && !done;
      const isResult =
        it.kind === (current.phase === "forward" ? "value" : "gradient") && it.name === current.quantity;
      setAttribute(matrix, "data-current", isResult && !matrix.spec.repeat);
    }
    for (const row of this.rows) {
      const isCurrent = current.phase === "forward" && row.dataset.quantity === current.quantity;
      setAttribute(row, "aria-current", isCurrent ? "step" : null);
    }
    this.overview.show(computed, current);
    this.#bringIntoView(current);
  }

  /**
   * The row of a step comes into view, inside the sheet only. The first one does not: the sheet opens at its top.
   * @param {Step} step
   */
  #bringIntoView(step) {
    const before = this.step;
    this.step = step.index;
    if (before < 0 || before === step.index || this.scrollHeight <= this.clientHeight) return;
    const kind = step.phase === "forward" ? "value" : "gradient";
    const placed = this.placed.find(
      ({ matrix, it }) => !matrix.spec.repeat && it.kind === kind && it.name === step.quantity,
    );
    const row = placed?.matrix.closest("li");
    if (!row) return;
    const [box, view] = [row.getBoundingClientRect(), this.getBoundingClientRect()];
    if (box.top < view.top || box.height > view.height) this.scrollTop += box.top - view.top;
    else if (box.bottom > view.bottom) this.scrollTop += box.bottom - view.bottom;
  }

  /**
   * @param {Set<string>} keys
   * @param {string | null} subject
   */
  light(keys, subject) {
    light(this.placed, keys, subject);
  }

  /**
   * Dims what is not on a path that is pointed at.
   * @param {Way | null} way  null: nothing is pointed at
   */
  follow(way) {
    for (const { matrix, it } of this.placed)
      setAttribute(matrix, "data-off", way !== null && !way.on.has(it.name));
    this.overview.follow(way);
  }

  /** @returns {Map<string, DOMRect>} where each gradient cell stands, under the cell of its variable */
  boxes() {
    /** @type {Map<string, DOMRect>} */
    const found = new Map();
    this.#eachGradientCell((key, matrix, k) => found.set(key, matrix.cells[k].getBoundingClientRect()));
    return found;
  }

  /** @param {Map<string, DOMRect>} before */
  flip(before) {
    const found = moves(before, this.boxes());
    this.#eachGradientCell((key, matrix, k) => {
      const move = found.get(key);
      if (move) matrix.move(k, transformOf(move));
    });
  }

  /** @param {(key: string, matrix: Placed["matrix"], k: number) => void} act */
  #eachGradientCell(act) {
    for (const { matrix, it } of this.placed) {
      if (it.kind !== "gradient") continue;
      const columns = it.node.shape[1];
      matrix.cells.forEach((_, k) => {
        const i = Math.floor(k / columns);
        const j = k % columns;
        act(matrix.dataset.transposed === "" ? `${it.name}:${j}:${i}` : `${it.name}:${i}:${j}`, matrix, k);
      });
    }
  }

  /** The largest cells with which all equations are seen at once; where there are none, the sheet scrolls. */
  fit() {
    if (!this.clientHeight || this.rows.length === 0) return;
    if (fitSheet(this, this.equations) && this.clientHeight > ROOMY) this.overview.want();
    this.#fitted();
  }

  /**
   * @param {string} name
   * @returns {Placed["matrix"] | undefined} the matrix in which an input is edited
   */
  input(name) {
    return this.placed.find(({ matrix, it }) => matrix.spec.editable && it.name === name)?.matrix;
  }

  /**
   * @param {Element} target  that was clicked
   * @returns {Drawn | null} the quantity that stands there, where it is defined and already computed
   */
  computedAt(target) {
    const found = this.placed.find(({ matrix }) => matrix.contains(target));
    if (!found?.it.isQuantity || found.matrix.spec.repeat) return null;
    return found.matrix.hasAttribute("data-empty") ? null : found.it;
  }

  /** @param {Ref} ref */
  focusRef(ref) {
    const key = keyOf(ref);
    for (const { matrix } of this.placed) {
      const at = matrix.spec.repeat ? null : matrix.placeOfKey(key);
      if (at) return matrix.focusCell(at.i, at.j);
    }
    return null;
  }

  /** @param {Trace} trace */
  markTransposed(trace) {
    for (const { matrix, it } of this.placed) {
      if (it.kind === "gradient")
        setAttribute(matrix, "data-transposed", trace.gradients[it.name].transposed);
    }
  }
}

customElements.define("gs-sheet", GsSheet);
