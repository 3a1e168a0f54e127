/** The cell: where one number comes from. */
import { alsoSaid, h } from "../../elements/dom.js";
import { cellNode } from "../../elements/formula/math.js";
import { proseNodes } from "../../elements/formula/prose.js";
import { numbersOf, partialsOf } from "../../elements/formula/written.js";
import { sync } from "../../elements/sync.js";
import { emit } from "../../events.js";
import { cellName } from "../../lib/cell-name.js";

/**
 * @import {Arithmetic} from "../../lib/arithmetic.js"
 * @import {Part} from "../../lib/line.js"
 * @import {Ref, Symbols, Trace, Translate} from "../../types.js"
 */

/**
 * @typedef {object} Explained
 * @property {Node} title           the symbol of the cell
 * @property {string} name            the same in words
 * @property {string} shown           its number as shown
 * @property {string} full          all its digits
 * @property {Arithmetic | null} arithmetic  null for what is given
 * @property {string} note          said in place of, or below, the arithmetic
 * @property {boolean} pinned
 * @property {boolean} example      nobody asked for it
 * @property {Ref[]} trail          from where one came
 * @property {number} step          position of the step that computes it; −1 for what is given
 * @property {string} matrix        symbol of the matrix that can be copied; "" for none
 * @property {boolean} editable
 * @property {boolean} tracing      whether its provenance is shown
 *
 * @typedef {{symbols: Symbols, trace: Trace, t: Translate}} Context
 */

export class GsCell extends HTMLElement {
  explained = h("div", { class: "explained" });

  /**
   * @param {Explained | null} it
   * @param {Context} context
   */
  show(it, context) {
    this.toggleAttribute("data-pinned", it?.pinned ?? false);
    this.toggleAttribute("data-example", it?.example ?? true);
    if (!this.explained.isConnected) this.prepend(this.explained);
    if (!it) return sync(this.explained);
    sync(this.explained, this.#head(it, context), this.#body(it, context), this.#foot(it, context));
  }

  /** Puts the focus on the first thing that can be followed. */
  enter() {
    const first = this.querySelector("button.symbol-of") ?? this.querySelector("button");
    if (first instanceof HTMLElement) first.focus();
  }

  /**
   * @param {Explained} it
   * @param {Context} context
   */
  #head(it, context) {
    const { t, symbols, trace } = context;
    const head = h("div", { class: "head" });
    for (const [k, ref] of it.trail.entries()) {
      const back = h(
        "button",
        { type: "button", class: "crumb" },
        cellNode(ref, symbols, trace),
        alsoSaid(cellName(ref, context)),
      );
      back.addEventListener("click", () => emit(this, "gs-back", { k }));
      head.append(back, h("span", { class: "sign", "aria-hidden": "true" }, "›"));
    }
    head.append(h("h3", { "aria-label": it.name }, it.title), h("span", { class: "full" }, `= ${it.full}`));
    if (it.step >= 0)
      head.append(
        this.#button("step", t("cell.step", { n: it.step + 1 }), () =>
          emit(this, "gs-select", { position: it.step }),
        ),
      );
    if (it.pinned && it.matrix) head.append(this.#trace(it.tracing, t));
    if (it.pinned) head.append(this.#button("unpin", t("cell.unpin"), () => emit(this, "gs-unpin")));
    else
      head.append(h("span", { class: "hint" }, t(`${it.example ? "cell.example" : "cell.pin"}${byTouch()}`)));
    return head;
  }

  /**
   * @param {boolean} tracing  whether the trees stand below
   * @param {Translate} t
   */
  #trace(tracing, t) {
    const button = this.#button("trace", t("cell.trace"), () => emit(this, "gs-trace"));
    button.title = t("cell.trace.title");
    button.setAttribute("aria-expanded", String(tracing));
    return button;
  }

  /**
   * @param {string} name
   * @param {string} text
   * @param {() => void} act
   */
  #button(name, text, act) {
    const button = h("button", { type: "button", class: `plain ${name}` }, text);
    button.addEventListener("click", act);
    return button;
  }

  /**
   * @param {Explained} it
   * @param {Context} context
   */
  #body(it, context) {
    const body = h("div", { class: "body" });
    if (it.arithmetic) body.append(...this.#lines(it, it.arithmetic, context));
    if (it.note) body.append(h("p", { class: "note" }, it.note));
    return body;
  }

  /**
   * @param {Explained} it
   * @param {Arithmetic} arithmetic
   * @param {Context} context
   */
  #lines(it, arithmetic, context) {
    const { symbols, trace, t } = context;
    const equals = () => h("span", { class: "equals" }, "=");
    const line = h("span", { class: "symbols" });
    for (const part of arithmetic.symbols) {
      line.append(
        part.ref ? this.#symbol(part.ref, it.pinned, cellNode(part.ref, symbols, trace), context) : part.text,
      );
    }
    const numbers = h("span", { "data-role": "arithmetic" }, ...numbersOf(arithmetic, t));
    const result = h("output", { "data-role": "arithmetic-result" }, arithmetic.result);
    return [
      h("p", {}, equals(), line),
      h("p", {}, equals(), numbers),
      h("p", {}, equals(), result, ...partialsOf(arithmetic, t)),
    ];
  }

  /**
   * @param {Ref} ref
   * @param {boolean} pinned
   * @param {Element} math
   * @param {Context} context
   */
  #symbol(ref, pinned, math, context) {
    if (!pinned) return h("span", { class: "symbol-of" }, math);
    const button = h(
      "button",
      { type: "button", class: "symbol-of", title: context.t("cell.follow") },
      math,
      alsoSaid(cellName(ref, context)),
    );
    button.addEventListener("click", () => emit(this, "gs-follow", { ref }));
    return button;
  }

  /**
   * @param {Explained} it
   * @param {Context} context
   */
  #foot(it, { t }) {
    const foot = h("div", { class: "foot" });
    if (!it.matrix) return foot;
    foot.append(h("span", {}, ...proseNodes(t("copy.label", { symbol: it.matrix }))));
    for (const format of /** @type {const} */ (["numpy", "latex", "tsv"])) {
      foot.append(this.#button(format, t(`copy.${format}`), () => emit(this, "gs-copy-as", { format })));
    }
    if (it.editable) foot.append(this.#button("paste", t("paste.label"), () => emit(this, "gs-paste-ask")));
    return foot;
  }
}

/** The end of the key of what is said to those who have no pointer that could hover. */
export const byTouch = () => (matchMedia("(hover: none)").matches ? ".touch" : "");

customElements.define("gs-cell", GsCell);
