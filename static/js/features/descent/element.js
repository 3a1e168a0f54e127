/** What a gradient means: the change of J in a step against it, predicted and true; and J along one entry. */

import { h, setText } from "../../elements/dom.js";
import { firstOrderOf } from "../../elements/formula/list.js";
import { sync } from "../../elements/sync.js";
import { Along } from "./along.js";
import { Eta } from "./eta.js";

/**
 * @import {Context} from "../../elements/formula/row.js"
 * @import {View} from "../../lib/view.js"
 * @import {Translate} from "../../types.js"
 * @import {DescentResponse as Told} from "../../wire.js"
 */

export class GsDescent extends HTMLElement {
  /** @type {Told | null} */
  #told = null;
  /** @type {View | null} */
  #view = null;
  #refusal = h("p", { class: "refusal", role: "status", hidden: true });
  t;
  heading;
  eta;
  along;

  /** @param {Translate} t */
  constructor(t) {
    super();
    this.t = t;
    this.heading = h("h2");
    this.eta = new Eta(t);
    this.along = new Along(t);
  }

  /**
   * @param {Told} told
   * @param {Context} context
   * @param {string | null} refusal  the server's no to what was chosen last
   */
  show(told, context, refusal) {
    this.#refusal.hidden = refusal === null;
    setText(this.#refusal, refusal ?? "");
    if (this.#told === told && this.#view === context.view) return;
    if (!this.#told) sync(this, this.#refusal, this.heading, this.eta.element, this.along.element);
    this.#told = told;
    this.#view = context.view;
    sync(this.heading, `${this.t("descent.title")} `, firstOrderOf(context.symbols.values[told.loss.name]));
    this.eta.show(told, context);
    this.along.show(told, context);
  }

  /** That there is no answer, and why. @param {string} sentence */
  refuse(sentence) {
    this.#told = null;
    if (this.childElementCount !== 1) sync(this, this.#refusal);
    this.#refusal.hidden = false;
    setText(this.#refusal, sentence);
  }
}

customElements.define("gs-descent", GsDescent);
