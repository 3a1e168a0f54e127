/** The provenance of a cell as two trees: what it is made from, back to the inputs, and what it goes into, on to the loss and beyond. */

import { alsoSaid, h } from "../../elements/dom.js";
import { cellNode } from "../../elements/formula/math.js";
import { emit } from "../../events.js";
import { keyOf } from "../../lib/cell.js";
import { cellName } from "../../lib/cell-name.js";
import { formatNumber } from "../../lib/format.js";
import { goesInto, madeFrom, readersOf } from "../../lib/provenance.js";
import { shade } from "../../lib/shade.js";
import { positionOf } from "../../lib/steps.js";
import { Tree } from "./tree.js";

/**
 * @import {View} from "../../lib/view.js"
 * @import {Ref, Symbols, Trace, Translate} from "../../types.js"
 * @import {Step} from "../../wire.js"
 * @import {Kind} from "./tree.js"
 */

/**
 * @typedef {"from" | "into"} Direction
 *
 * @typedef {object} Context
 * @property {View} view
 * @property {Symbols} symbols
 * @property {Trace} trace
 * @property {Step[]} steps
 * @property {(ref: Ref) => boolean} isComputed  at the step where the page is
 * @property {Translate} t
 */

export class GsProvenance extends HTMLElement {
  /** @type {Record<Direction, Tree<Ref> | null>} */
  trees = { from: null, into: null };
  /** The tree in which one walks. @type {Direction} */
  direction = "from";
  root = /** @type {Ref} */ ({});
  context = /** @type {Context} */ ({});

  connectedCallback() {
    this.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      emit(this, "gs-trace");
    });
  }

  /**
   * @param {Ref} root
   * @param {Context} context
   */
  show(root, context) {
    this.context = context;
    this.root = root;
    const walks = this.contains(document.activeElement);
    const directions = /** @type {const} */ (["from", "into"]);
    this.replaceChildren(...directions.map((direction) => this.#section(root, direction)));
    if (walks) this.enter(); // at the root of the new tree
  }

  /** The same trees with other numbers. @param {Context} context */
  refresh(context) {
    this.context = context;
    for (const tree of Object.values(this.trees)) tree?.refresh();
  }

  /** Puts the focus into the tree in which one walks. */
  enter() {
    this.trees[this.direction]?.enter();
  }

  /**
   * @param {Ref} root
   * @param {Direction} direction
   */
  #section(root, direction) {
    const { t } = this.context;
    const label = t(`trace.${direction}.of`, { name: cellName(root, this.context) });
    const tree = new Tree(label, root, this.#kind(direction));
    this.trees[direction] = tree;
    const counted = h("span", { class: "note" }, this.#counted(root, direction));
    const title = h("h4", {}, t(`trace.${direction}`), " ", counted);
    return h("section", { "data-direction": direction }, title, tree.element);
  }

  /**
   * @param {Ref} root
   * @param {Direction} direction
   */
  #counted(root, direction) {
    const { t } = this.context;
    const { values, note } = this.#branch(root, direction);
    if (values.length === 0) return note || t(`trace.${direction}.none`);
    return t(values.length === 1 ? "trace.cell" : "trace.cells", { n: `${values.length}${note ? "+" : ""}` });
  }

  /**
   * @param {Direction} direction
   * @returns {Kind<Ref>}
   */
  #kind(direction) {
    return {
      opens: (ref) => this.#opens(ref, direction),
      branch: (ref) => this.#branch(ref, direction),
      face: (ref) => this.#face(ref),
      more: (n) => this.context.t("trace.more", { n }),
      go: (ref) => {
        this.direction = direction;
        if (keyOf(ref) !== keyOf(this.root)) emit(this, "gs-walk", { ref });
      },
      point: (ref) => {
        if (ref)
          emit(this, "gs-hover", {
            ref,
            node: null,
            i: ref.i,
            j: ref.j,
            computed: this.context.isComputed(ref),
          });
        else emit(this, "gs-leave");
      },
    };
  }

  /**
   * @param {Ref} ref
   * @param {Direction} direction
   */
  #opens(ref, direction) {
    const { steps } = this.context;
    return direction === "from"
      ? positionOf(steps, ref.kind, ref.name) >= 0
      : readersOf(ref, steps).length > 0;
  }

  /**
   * @param {Ref} ref
   * @param {Direction} direction
   */
  #branch(ref, direction) {
    const { steps, view, t } = this.context;
    if (direction === "from") return { values: madeFrom(ref, steps, view), note: "" };
    const { refs, unseen } = goesInto(ref, steps, view);
    return { values: refs, note: unseen > 0 ? t("trace.unseen", { n: unseen }) : "" };
  }

  /** @param {Ref} ref */
  #number(ref) {
    const { view, isComputed } = this.context;
    return isComputed(ref) ? formatNumber(view.lookup(ref), view.precision) : "…";
  }

  /** @param {Ref} ref */
  #face(ref) {
    const { view, symbols, trace, isComputed } = this.context;
    const { sign, level } = shade(isComputed(ref) ? view.lookup(ref) : 0, view.max(ref.kind, ref.name));
    const number = h("span", { class: "number", "data-sign": sign, "data-level": level }, this.#number(ref));
    return [
      h("span", { class: "twist", "aria-hidden": "true" }),
      h("span", { class: "of" }, cellNode(ref, symbols, trace)),
      alsoSaid(`${cellName(ref, this.context)}: `),
      h("span", { "data-kind": ref.kind }, number),
    ];
  }
}

customElements.define("gs-provenance", GsProvenance);
