/** A step of length η: the predicted and the true change of J over η, and what is said about the η that is chosen. */

import { GsChart } from "../../elements/chart/chart.js";
import { Slider } from "../../elements/chart/slider.js";
import { h, setAttribute, setText } from "../../elements/dom.js";
import { m } from "../../elements/formula/math.js";
import { sync } from "../../elements/sync.js";
import { emit } from "../../events.js";
import { placer } from "../../lib/axis.js";
import { figuresOf, nearest, percentText, verdictOf } from "../../lib/descent.js";
import { formatFigures, fromWire } from "../../lib/format.js";
import { Falls } from "./falls.js";
import { Moved } from "./moved.js";
import { endsOf, etaText, overEta, remarksOf } from "./over-eta.js";

/**
 * @import {Context} from "../../elements/formula/row.js"
 * @import {Verdict} from "../../lib/descent.js"
 * @import {Translate, WireNumber} from "../../types.js"
 * @import {DescentResponse as Told, DescentStep} from "../../wire.js"
 */

export class Eta {
  /** The one that was chosen last; another answer may list others. @type {number | null} */
  #eta = null;
  /** @type {{told: Told, context: Context} | null} */
  #drawn = null;
  #sentence = h("p", { class: "sentence", role: "status" });
  #value = h("b");
  #jumps = h("div", { class: "jumps" });
  #chart = new GsChart();
  t;
  slider;
  falls;
  moved;
  act;
  element;

  /** @param {Translate} t */
  constructor(t) {
    this.t = t;
    this.slider = new Slider(t("descent.eta"), (at) => this.#choose(at));
    this.falls = new Falls(t);
    this.moved = new Moved(t);
    this.act = h(
      "button",
      { type: "button", class: "main", title: t("descent.take.title") },
      t("descent.take"),
    );
    this.act.addEventListener("click", () => this.#descend());
    this.#chart.under.append(this.slider.element);
    const chosen = h("span", { class: "eta" }, m("math", m("mi", "η"), m("mo", "=")), " ", this.#value);
    this.element = h(
      "section",
      { "aria-label": t("descent.step") },
      this.#sentence,
      this.#chart,
      h("div", { class: "chosen" }, chosen, this.act, this.#jumps),
      this.falls.element,
      this.moved.element,
    );
  }

  /**
   * @param {Told} told
   * @param {Context} context
   */
  show(told, context) {
    const { steps, suggested } = told;
    this.#drawn = { told, context };
    this.#showJumps(told);
    this.#jump(this.#eta ?? suggested.linear_to ?? steps[Math.floor(steps.length / 2)].eta);
  }

  /** @param {number} at */
  #choose(at) {
    if (!this.#drawn) return;
    const { told, context } = this.#drawn;
    const step = told.steps[at];
    const text = etaText(step.eta);
    this.#eta = step.eta;
    setText(this.#value, text);
    const place = placer({ scale: "log", range: endsOf(told.steps) }, 0, 1);
    this.slider.show(told.steps.length, at, text, place(step.eta));
    setAttribute(this.act, "disabled", !isMoving(told));
    const verdict = verdictOf(step);
    setAttribute(this.#sentence, "data-verdict", verdict);
    setText(this.#sentence, this.#say(verdict, step, context));
    this.falls.show(step, told, context);
    this.moved.show(step, told, context);
    this.#chart.show(overEta(step, told, context.symbols, this.t));
  }

  #descend() {
    if (this.#drawn && this.#eta !== null)
      emit(this.element, "gs-descend", { names: Object.keys(this.#drawn.told.parameters), eta: this.#eta });
  }

  /**
   * @param {Verdict} verdict
   * @param {DescentStep} step
   * @param {Context} context
   */
  #say(verdict, step, { view }) {
    const write = (/** @type {WireNumber} */ number) => formatFigures(fromWire(number), figuresOf(view));
    return this.t(`descent.${verdict}`, {
      loss: view.trace.loss.name,
      predicted: write(step.predicted),
      actual: write(step.actual),
      after: write(step.loss),
      noise: write(step.round_off),
      percent: percentText(step.ratio ?? 0),
    });
  }

  /**
   * Ways to what is remarkable.
   * @param {Told} told
   */
  #showJumps({ suggested, loss }) {
    const key = [loss.name, ...Object.values(suggested)].join();
    if (this.#jumps.dataset.key === key) return;
    this.#jumps.dataset.key = key;
    const buttons = remarksOf(suggested).map(({ name, sign, eta }) => {
      const text = this.t(`descent.${name}`, { eta: etaText(eta), loss: loss.name });
      const button = h("button", { type: "button" }, h("span", { "aria-hidden": "true" }, sign), ` ${text}`);
      button.addEventListener("click", () => this.#jump(eta));
      return button;
    });
    sync(this.#jumps, ...buttons);
  }

  /** @param {number} eta */
  #jump(eta) {
    const steps = this.#drawn?.told.steps ?? [];
    this.#choose(nearest(steps, eta));
  }
}

/** @param {Told} told */
function isMoving({ squared_norm }) {
  const square = fromWire(squared_norm);
  return square > 0 && square < Infinity;
}
