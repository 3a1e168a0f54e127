/** A chart: lines and marks over two axes, each linear or logarithmic. What is below it stands under its plot. */
import { placer, ticks } from "../../lib/axis.js";
import { h, s } from "../dom.js";

/** @import {Axis, Tick} from "../../lib/axis.js" */

/**
 * @typedef {Axis & {label: Node | string}} LabelledAxis
 * @typedef {(value: number) => number} Place
 * @typedef {{x: Place, y: Place, wide: number, high: number}} Frame  the plot, in pixels from its upper left corner
 *
 * @typedef {object} Line  through points in their order, interrupted where one has no place
 * @property {"truth" | "theory" | "gap"} kind  solid, dashed, or thin
 * @property {Node | string} label      in the legend; "" for none
 * @property {[number, number][]} points
 * @property {boolean} [dots]           a dot on every point: there, it was computed
 *
 * @typedef {object} Band  the part of the plot between two values of x, or of y
 * @property {string} kind
 * @property {[number, number]} [x]
 * @property {[number, number]} [y]
 *
 * @typedef {object} Mark  a point; or with one of x and y only, a line across the plot
 * @property {string} kind
 * @property {number} [x]
 * @property {number} [y]
 * @property {string} [glyph]  above the line at x
 *
 * @typedef {object} Spec
 * @property {LabelledAxis} x
 * @property {LabelledAxis} y
 * @property {Line[]} lines
 * @property {Band[]} [bands]
 * @property {Mark[]} [marks]
 * @property {string} says     what is seen, in a sentence
 * @property {number} [height]
 */

/** Room for signs above the plot, where there are any. */
const SIGNS = 18;
const BELOW = 20;
const CHARACTER = 6.8;
/** Half of the last tick stands to the right of the plot, and then the name of the axis. */
const HALF_A_TICK = 14;
const A_TICK = { x: 64, y: 34 };

export class GsChart extends HTMLElement {
  /** @type {Spec | null} */
  #spec = null;
  #width = 0;
  #head = h("div", { class: "head" });
  #plot = h("div", { class: "plot", role: "img" });
  #name = h("span", { class: "axis" });
  /** As wide as the plot, for a slider along its x. */
  under = h("div", { class: "under" });
  #watch = new ResizeObserver(() => this.#resized());

  connectedCallback() {
    if (!this.firstChild) this.append(this.#head, this.#plot, this.under);
    this.#watch.observe(this.#plot);
  }

  disconnectedCallback() {
    this.#watch.disconnect();
  }

  /** @param {Spec} spec */
  show(spec) {
    this.#spec = spec;
    this.#plot.setAttribute("aria-label", spec.says);
    const keys = spec.lines.filter(({ label }) => label !== "").map(key);
    this.#head.replaceChildren(
      h("span", { class: "axis" }, spec.y.label),
      h("ul", { class: "keys" }, ...keys),
    );
    this.#name.replaceChildren(spec.x.label);
    this.#draw(spec);
  }

  #resized() {
    if (this.#spec && this.#plot.clientWidth !== this.#width) this.#draw(this.#spec);
  }

  /** @param {Spec} spec */
  #draw(spec) {
    this.#width = this.#plot.clientWidth;
    if (this.#width === 0) return;
    if (!this.#name.isConnected) this.#plot.append(this.#name);
    const height = spec.height ?? 180;
    const above = spec.marks?.some(({ glyph }) => glyph) ? SIGNS : 6;
    const high = height - above - BELOW;
    const rows = ticks(spec.y, Math.floor(high / A_TICK.y));
    const left = Math.max(28, ...rows.map(({ text }) => text.length * CHARACTER + 10));
    const right = this.#name.offsetWidth + HALF_A_TICK;
    const wide = Math.max(40, this.#width - left - right);
    const columns = ticks(spec.x, Math.floor(wide / A_TICK.x));
    const frame = { x: placer(spec.x, 0, wide), y: placer(spec.y, high, 0), wide, high };
    this.style.setProperty("--plot-left", `${left}px`);
    this.style.setProperty("--plot-right", `${right}px`);
    const drawing = s(
      "svg",
      { width: this.#width, height, "aria-hidden": "true" },
      s("rect", { class: "field", x: left, y: above, width: wide, height: high }),
      ...rows.map(({ value, text }) =>
        s("text", { x: left - 6, y: above + frame.y(value), class: "row" }, text),
      ),
      ...columns.map(({ value, text }) => s("text", { x: left + frame.x(value), y: height - 5 }, text)),
      ...glyphs(spec, (value) => left + frame.x(value)),
      // An inner drawing cuts off what leaves the plot.
      s("svg", { x: left, y: above, width: wide, height: high }, ...inside(spec, frame, columns, rows)),
    );
    this.#plot.replaceChildren(drawing, this.#name);
  }
}

/**
 * @param {Spec} spec
 * @param {Frame} frame
 * @param {Tick[]} columns
 * @param {Tick[]} rows
 */
function inside({ bands = [], lines, marks = [] }, frame, columns, rows) {
  return [
    ...bands.map((band) => rectangle(band, frame)),
    ...columns.map(({ value }) => rule("grid", { x: value }, frame)),
    ...rows.map(({ value }) => rule(value === 0 ? "zero" : "grid", { y: value }, frame)),
    ...marks.filter(isLine).map((mark) => rule(`mark ${mark.kind}`, mark, frame)),
    ...lines.flatMap((line) => curve(line, frame)),
    ...marks.filter((mark) => !isLine(mark)).flatMap((mark) => point(mark, frame)),
  ];
}

/** @param {Mark} mark */
const isLine = ({ x, y }) => x === undefined || y === undefined;

/** @param {Line} line */
function key({ kind, label }) {
  const sample = s("path", { d: "M0 5H24", "data-line": kind });
  return h("li", {}, s("svg", { width: 24, height: 10, "aria-hidden": "true" }, sample), label);
}

/**
 * @param {Spec} spec
 * @param {Place} x
 */
function glyphs({ marks = [] }, x) {
  return marks.flatMap((mark) => {
    if (mark.x === undefined || !mark.glyph) return [];
    return [s("text", { x: x(mark.x), y: SIGNS - 5, class: `glyph ${mark.kind}` }, mark.glyph)];
  });
}

/**
 * @param {Band} band
 * @param {Frame} frame
 */
function rectangle(band, { x, y, wide, high }) {
  const [left, right] = band.x ? band.x.map(x) : [0, wide];
  const [bottom, top] = band.y ? band.y.map(y) : [high, 0];
  const [width, height] = [right - left, bottom - top].map((size) => Math.max(0, size));
  return s("rect", { class: `band ${band.kind}`, x: left, y: top, width, height });
}

/**
 * @param {string} kind
 * @param {{x?: number, y?: number}} at  one of them
 * @param {Frame} frame
 */
function rule(kind, at, { x, y, wide, high }) {
  const d = at.x === undefined ? `M0 ${y(at.y ?? 0)}H${wide}` : `M${x(at.x)} 0V${high}`;
  return s("path", { class: kind, d });
}

/**
 * @param {Line} line
 * @param {Frame} frame
 */
function curve({ kind, points, dots = false }, { x, y }) {
  const places = points.map((at) => [x(at[0]), y(at[1])]);
  const d = places.map((at, k) =>
    isPlace(at) ? `${isPlace(places[k - 1]) ? "L" : "M"}${at.join(" ")}` : "",
  );
  const marked = dots ? places.filter(isPlace) : [];
  return [
    s("path", { d: d.join(""), "data-line": kind }),
    ...marked.map(([cx, cy]) => s("circle", { cx, cy, r: 2 })),
  ];
}

/** @param {number[] | undefined} at */
const isPlace = (at) => at?.every(Number.isFinite) ?? false;

/**
 * @param {Mark} mark
 * @param {Frame} frame
 */
function point(mark, { x, y }) {
  const [cx, cy] = [x(mark.x ?? 0), y(mark.y ?? 0)];
  return isPlace([cx, cy]) ? [s("circle", { class: `point ${mark.kind}`, cx, cy, r: 4.5 })] : [];
}

customElements.define("gs-chart", GsChart);
