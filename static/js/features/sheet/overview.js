/** The computation graph as a strip above a long sheet: every quantity in line order, a way to each of its steps. */

import { alsoSaid, h, s, setAttribute } from "../../elements/dom.js";
import { inlineNode } from "../../elements/formula/math.js";
import { sync } from "../../elements/sync.js";
import { emit } from "../../events.js";
import { edge, graphOf } from "../../lib/graph.js";

/**
 * @import {Context} from "../../elements/formula/row.js"
 * @import {Edge, Quantity} from "../../lib/graph.js"
 * @import {Way} from "../../types.js"
 * @import {Step} from "../../wire.js"
 */

const HIGH = 30;

export class GsOverview extends HTMLElement {
  /** @type {Quantity[]} */
  nodes = [];
  /** @type {Edge[]} */
  edges = [];
  /** @type {HTMLButtonElement[]} */
  buttons = [];
  /** @type {SVGPathElement[]} */
  lines = [];
  position = -1;
  #resizes = new ResizeObserver(() => this.#layOut());
  /** Letters of another font are wider, though the strip is not. */
  #letters = () => this.#layOut();

  connectedCallback() {
    this.#resizes.observe(this);
    document.fonts.addEventListener("loadingdone", this.#letters);
    this.addEventListener("keydown", (event) => this.#key(event));
  }

  disconnectedCallback() {
    this.#resizes.disconnect();
    document.fonts.removeEventListener("loadingdone", this.#letters);
  }

  /**
   * @param {Step[]} steps
   * @param {Context} context
   */
  build(steps, { view, symbols, t }) {
    const { nodes, edges } = graphOf(steps);
    this.nodes = nodes;
    this.edges = edges;
    this.position = -1;
    this.buttons = nodes.map((node, k) => {
      const symbol = view.trace.values[node.name].symbol;
      const label = [
        node.given ? t("overview.input", { symbol }) : symbol,
        node.forward < 0 ? "" : t("overview.forward", { n: node.forward + 1 }),
        node.backward < 0 ? "" : t("overview.backward", { n: node.backward + 1 }),
      ];
      const text = label.filter(Boolean).join(", ");
      const button = h(
        "button",
        { type: "button", class: "node", title: text, "data-given": node.given },
        inlineNode(symbols.values[node.name]),
        alsoSaid(text),
        h("span", { class: "back", hidden: node.backward < 0 }),
      );
      button.tabIndex = k === 0 ? 0 : -1;
      button.addEventListener("click", () => this.#go(k));
      button.addEventListener("focus", () => this.#rove(k));
      return button;
    });
    this.lines = edges.map(() => s("path"));
    const svg = s("svg", { "aria-hidden": "true" }, ...this.lines);
    const bar = h(
      "div",
      { class: "graph", role: "toolbar", "aria-label": t("overview.label") },
      ...this.buttons,
    );
    bar.prepend(svg);
    sync(this, bar);
    this.#layOut();
  }

  #layOut() {
    const svg = this.querySelector("svg");
    if (!svg || !this.offsetWidth) return;
    const centre = (/** @type {number} */ k) => this.buttons[k].offsetLeft + this.buttons[k].offsetWidth / 2;
    svg.setAttribute("height", String(HIGH));
    svg.setAttribute("width", String(this.firstElementChild?.scrollWidth ?? 0));
    this.edges.forEach(({ from, to }, k) => {
      const [a, b] = [centre(from), centre(to)];
      const top = HIGH - Math.min(HIGH - 2, 5 + (b - a) * 0.12) * 1.33;
      this.lines[k].setAttribute("d", `M${a} ${HIGH} C${a} ${top} ${b} ${top} ${b} ${HIGH}`);
    });
  }

  /**
   * @param {{values: Set<string>, gradients: Set<string>} | null} computed  null: everything
   * @param {Step} current
   */
  show(computed, current) {
    this.position = current.index;
    this.nodes.forEach((node, k) => {
      const button = this.buttons[k];
      const isCurrent = current.quantity === node.name;
      setAttribute(button, "aria-current", isCurrent ? "step" : null);
      setAttribute(button, "data-phase", isCurrent ? current.phase : null);
      setAttribute(button, "data-done", node.given || !computed || computed.values.has(node.name));
      setAttribute(button, "data-back", !computed || computed.gradients.has(node.name));
      if (isCurrent) {
        this.#rove(k);
        this.#bringIntoView(button);
      }
    });
    this.edges.forEach(({ from, to }, k) => {
      const forward = current.phase === "forward" && this.nodes[to].name === current.quantity;
      const backward = current.phase === "backward" && this.nodes[from].name === current.quantity;
      setAttribute(this.lines[k], "data-phase", forward ? "forward" : backward ? "backward" : null);
    });
  }

  /**
   * Marks a path that is pointed at, and dims the rest.
   * @param {Way | null} way  null: nothing is pointed at
   */
  follow(way) {
    this.nodes.forEach(({ name }, k) => {
      setAttribute(this.buttons[k], "data-off", way !== null && !way.on.has(name));
    });
    this.edges.forEach(({ from, to }, k) => {
      const isOn = way?.edges.has(edge(this.nodes[from].name, this.nodes[to].name));
      setAttribute(this.lines[k], "data-way", way && (isOn ? "on" : "off"));
    });
  }

  /** @param {HTMLElement} button */
  #bringIntoView(button) {
    const left = button.offsetLeft - 40;
    const right = button.offsetLeft + button.offsetWidth + 40;
    const from = Number(this.scrollLeft);
    if (left < from) this.scrollTo({ left });
    else if (right > from + this.clientWidth) this.scrollTo({ left: right - this.clientWidth });
  }

  /**
   * To the step that computes it; from there to the one that computes its gradient.
   * @param {number} k
   */
  #go(k) {
    const { forward, backward } = this.nodes[k];
    const position = forward < 0 || (this.position === forward && backward >= 0) ? backward : forward;
    if (position >= 0) emit(this, "gs-select", { position });
  }

  /** @param {number} k */
  #rove(k) {
    this.buttons.forEach((button, other) => {
      button.tabIndex = other === k ? 0 : -1;
    });
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const at = this.buttons.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
    const last = this.buttons.length - 1;
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: last }[event.key];
    if (at < 0 || to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    this.buttons[Math.max(0, Math.min(last, to))].focus();
  }
}

customElements.define("gs-overview", GsOverview);
