/** The step size h: found for each entry, or chosen on the curve of the error over h. */

import { GsChart } from "../../elements/chart/chart.js";
import { Slider } from "../../elements/chart/slider.js";
import { h, setAttribute, setText } from "../../elements/dom.js";
import { m } from "../../elements/formula/math.js";
import { segments } from "../../elements/segments.js";
import { errorText, footOf, lengthText, plotted } from "../../lib/check.js";
import { formatCount } from "../../lib/format.js";

/**
 * @import {Spec} from "../../elements/chart/chart.js"
 * @import {Translate} from "../../types.js"
 * @import {ErrorOverH, GradcheckResponse as Told} from "../../wire.js"
 */

/**
 * @typedef {object} Chosen
 * @property {ErrorOverH} curve
 * @property {Told["method"]} method
 * @property {Told["bands"]} bands
 * @property {number | null} h  null: the best for each entry
 */

export class Lengths {
  /** @type {Chosen | null} */
  #shown = null;
  #value = h("b");
  #chart = new GsChart();
  #words = h("p", { class: "note" });
  t;
  act;
  slider;
  automatic;
  element;

  /**
   * @param {Translate} t
   * @param {(h: number | null) => void} act
   */
  constructor(t, act) {
    this.t = t;
    this.act = act;
    this.slider = new Slider(t("check.length"), (at) => this.#choose(at));
    const option = { value: true, text: t("check.automatic"), title: t("check.automatic.title") };
    this.automatic = segments({ label: t("check.length") }, [option], () => act(null));
    this.#chart.under.append(this.slider.element);
    this.element = h(
      "section",
      { class: "lengths", "aria-label": t("check.length") },
      h("div", { class: "chosen" }, h("h3", {}, t("check.length")), this.automatic.element, this.#value),
      this.#chart,
      this.#words,
    );
  }

  /** @param {Chosen} next */
  show(next) {
    const before = this.#shown;
    if (before && before.curve === next.curve && before.h === next.h && before.method === next.method) return;
    this.#shown = next;
    const { curve, h: length } = next;
    const foot = footOf(curve);
    this.#chart.hidden = foot === null;
    this.automatic.show(length === null);
    setText(this.#value, length === null ? this.t("check.each") : `h = ${lengthText(length)}`);
    setText(this.#words, this.#say(next, foot));
    if (!foot) return;
    const at = nearest(curve.h, length ?? foot.h);
    setAttribute(this.slider.element, "data-automatic", length === null);
    this.slider.show(curve.h.length, curve.h.length - 1 - at, this.#inWords(next, at));
    this.#chart.show(this.#spec(next));
  }

  /** The list of lengths begins with the largest, and the slider with the smallest. @param {number} at */
  #choose(at) {
    const lengths = this.#shown?.curve.h ?? [];
    this.act(lengths[lengths.length - 1 - at]);
  }

  /**
   * @param {Chosen} chosen
   * @param {number} at
   */
  #inWords({ curve, h: length }, at) {
    if (length === null) return this.t("check.each");
    const median = curve.median[at];
    const h = lengthText(curve.h[at]);
    return median === null ? `h = ${h}` : this.t("check.at", { h, error: errorText(median) });
  }

  /**
   * @param {Chosen} chosen
   * @param {ReturnType<typeof footOf>} foot
   */
  #say({ curve, method }, foot) {
    if (!foot) return this.t("check.curve.none");
    const params = { n: formatCount(curve.entries), h: lengthText(foot.h), error: errorText(foot.error) };
    return this.t(`check.curve.${method}`, params);
  }

  /**
   * @param {Chosen} chosen
   * @returns {Spec}
   */
  #spec({ curve, bands, h: length }) {
    const { t } = this;
    const { range, median, largest } = plotted(curve);
    const edges = [range[0], ...bands.map(({ most }) => most), range[1]];
    const kinds = [...bands.map(({ verdict }) => verdict), "wrong"];
    const shaded = kinds.map((kind, k) => ({
      kind,
      y: /** @type {[number, number]} */ ([Math.min(edges[k], range[1]), Math.min(edges[k + 1], range[1])]),
    }));
    return {
      x: {
        scale: "log",
        range: [Math.min(...curve.h), Math.max(...curve.h)],
        label: m("math", m("mi", "h")),
      },
      y: { scale: "log", range, label: t("check.error") },
      bands: shaded,
      lines: [
        { kind: "theory", label: t("check.largest"), points: largest },
        { kind: "truth", label: t("check.median"), points: median, dots: true },
      ],
      marks: length === null ? [] : [{ kind: "cursor", x: length }],
      says: this.#says(curve),
    };
  }

  /** @param {ErrorOverH} curve */
  #says({ h: lengths, median }) {
    const [first, last] = [median[0], median[median.length - 1]].map((error) =>
      errorText(error ?? Number.NaN),
    );
    const foot = footOf({ h: lengths, median, largest: [], entries: 0 });
    return this.t("check.chart", {
      first,
      last,
      from: lengthText(lengths[0]),
      to: lengthText(lengths[lengths.length - 1]),
      least: errorText(foot?.error ?? Number.NaN),
      at: lengthText(foot?.h ?? Number.NaN),
    });
  }
}

/**
 * @param {number[]} lengths
 * @param {number} length
 */
function nearest(lengths, length) {
  const distance = (/** @type {number} */ other) => Math.abs(Math.log(other / length));
  return lengths.reduce((best, other, k) => (distance(other) < distance(lengths[best]) ? k : best), 0);
}
