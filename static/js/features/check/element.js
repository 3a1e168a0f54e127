/** The gradient check: the errors of one gradient entry by entry, all gradients at a glance, and how it was measured. */

import { h, setAttribute, setText } from "../../elements/dom.js";
import { mathNode } from "../../elements/formula/math.js";
import { setProse } from "../../elements/formula/prose.js";
import { segments } from "../../elements/segments.js";
import { sync } from "../../elements/sync.js";
import { emit } from "../../events.js";
import { FAILED, failuresOf, findings, GLYPHS, lengthText, VERDICTS } from "../../lib/check.js";
import { formatCount } from "../../lib/format.js";
import { AllChecks } from "./all-checks.js";
import { Compared } from "./compared.js";
import { Errors } from "./errors.js";
import { Lengths } from "./lengths.js";

/**
 * @import {Context} from "../../elements/formula/row.js"
 * @import {Trace, Translate} from "../../types.js"
 * @import {ErrorOverH, GradcheckResponse as Told, Step} from "../../wire.js"
 */

/**
 * @typedef {Told["method"]} MethodName
 *
 * @typedef {object} Drawn
 * @property {Told} told
 * @property {Trace} trace  whose gradients were checked
 * @property {string} quantity                    the gradient by it is looked at
 * @property {{i: number, j: number}} at          the entry that is looked at
 * @property {Step[]} steps
 * @property {ErrorOverH | null} curve
 * @property {MethodName} method                  asked for; ahead of the answer
 * @property {number | null} h
 * @property {string | null} refusal
 * @property {Context} context
 */

const METHODS = /** @type {MethodName[]} */ (["central", "complex"]);

export class GsCheck extends HTMLElement {
  t;
  heading;
  sentence;
  methods;
  formula;
  errors;
  compared;
  legend;
  lengths;
  all;

  /** @param {Translate} t */
  constructor(t) {
    super();
    this.t = t;
    this.heading = h("h2");
    this.sentence = h("p", { class: "sentence", role: "status" });
    const options = METHODS.map((method) => ({ value: method, text: t(`check.${method}`) }));
    this.methods = segments({ label: t("check.method") }, options, (method) =>
      emit(this, "gs-method", method),
    );
    this.formula = h("span", { class: "formula" });
    this.errors = new Errors(t);
    this.compared = new Compared(t);
    this.legend = h("ul", { class: "bands", "aria-label": t("check.bands") });
    this.lengths = new Lengths(t, (length) => emit(this, "gs-length", length));
    this.all = new AllChecks(t);
  }

  connectedCallback() {
    if (this.firstChild) return;
    this.append(
      this.heading,
      this.sentence,
      h("div", { class: "method" }, this.methods.element, this.formula),
      this.errors.element,
      this.compared.element,
      this.legend,
      this.lengths.element,
      this.all.element,
    );
  }

  /** @param {Drawn} next */
  show({ told, trace, quantity, at, steps, curve, method, h: length, refusal, context }) {
    const { t } = this;
    const check = told.checks[quantity];
    sync(this.heading, t("check.title"), " ", mathNode(context.symbols.gradients[quantity]));
    this.#say(told);
    this.methods.show(method);
    setText(this.formula, t(`check.${method}.formula`));
    this.#bands(told);
    const checked = { name: quantity, check, gradient: trace.gradients[quantity] };
    this.#hide(false);
    this.compared.element.hidden = refusal !== null;
    if (refusal === null) {
      this.errors.show(checked, at);
      this.compared.show(checked, at, context, trace);
    } else this.errors.refuse(refusal);
    if (curve) this.lengths.show({ curve, method: told.method, bands: told.bands, h: length });
    this.all.show(told.checks, quantity, steps, context);
  }

  /** @param {string} sentence  why there is no check at all */
  refuse(sentence) {
    this.#hide(true);
    this.errors.refuse(sentence);
  }

  /** @param {boolean} hidden  all that needs an answer */
  #hide(hidden) {
    const { sentence, compared, legend, lengths, all } = this;
    for (const part of [sentence, compared.element, legend, lengths.element, all.element])
      part.hidden = hidden;
  }

  /** @param {Told} told */
  #say(told) {
    const { t } = this;
    const where = Object.values(told.checks)
      .filter((check) => failuresOf(check) > 0)
      .map((check) => t("check.in", { n: formatCount(failuresOf(check)), symbol: check.symbol }))
      .join(t("check.comma"));
    const said = findings(told).map(({ key, n, all, most }) => {
      const params = { n: formatCount(n), all: formatCount(all), most: lengthText(most ?? 0), where };
      return t(key === "disagree" && n === 1 ? "check.says.disagree.one" : `check.says.${key}`, params);
    });
    const failed = FAILED.some((verdict) => told.counts[verdict] > 0);
    if (failed && told.h !== null) said.push(t("check.says.length", { h: lengthText(told.h) }));
    setAttribute(this.sentence, "data-verdict", failed ? "breaks" : "holds");
    setProse(this.sentence, said.join(t("check.space")));
  }

  /** What the signs mean: the bands always, the rest where there is such an entry. @param {Told} told */
  #bands({ bands, counts }) {
    const { t } = this;
    const most = Object.fromEntries(bands.map((band) => [band.verdict, band.most]));
    const shown = VERDICTS.filter((verdict) => verdict in most || verdict === "wrong" || counts[verdict] > 0);
    const key = shown.join();
    if (this.legend.dataset.key === key) return;
    this.legend.dataset.key = key;
    const last = bands[bands.length - 1].most;
    sync(
      this.legend,
      ...shown.map((verdict) => {
        const limit =
          verdict in most
            ? ` ≤ ${lengthText(most[verdict])}`
            : verdict === "wrong"
              ? ` > ${lengthText(last)}`
              : "";
        const sign = h("span", { "data-verdict": verdict, "aria-hidden": "true" }, GLYPHS[verdict]);
        return h("li", {}, sign, ` ${t(`check.${verdict}`)}${limit}`);
      }),
    );
  }
}

customElements.define("gs-check", GsCheck);
