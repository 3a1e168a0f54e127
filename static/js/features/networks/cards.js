/** The networks that ship: a card each, with its title and what it teaches. */
import { emit, h } from "../../elements/dom.js";
import { proseNodes } from "../../elements/formula/prose.js";

/**
 * @import {Translate} from "../../types.js"
 * @import {PresetSummary} from "../../wire.js"
 */

export class GsGallery extends HTMLElement {
  /**
   * @param {PresetSummary[]} presets
   * @param {string | null} present  id of the network that is on the sheet
   * @param {Translate} t
   */
  show(presets, present, t) {
    const cards = presets.map((preset) => this.#card(preset, preset.id === present, t));
    const own = this.#button(t("gallery.own"), t("gallery.own.summary"));
    own.addEventListener("click", () => emit(this, "gs-own"));
    this.replaceChildren(h("ul", { class: "cards" }, ...cards, h("li", {}, own)));
    const first = this.querySelector("[aria-current]") ?? this.querySelector("button");
    if (first instanceof HTMLElement) first.focus();
  }

  /** @param {string} text */
  say(text) {
    this.replaceChildren(h("p", { role: "status" }, text));
  }

  /**
   * @param {PresetSummary} preset
   * @param {boolean} isPresent
   * @param {Translate} t
   */
  #card({ id, title, summary }, isPresent, t) {
    const button = this.#button(title, summary);
    button.dataset.preset = id;
    if (isPresent) {
      button.setAttribute("aria-current", "true");
      button.firstElementChild?.append(h("span", { class: "here" }, t("gallery.here")));
    }
    button.addEventListener("click", () => emit(this, "gs-choose", { id }));
    return h("li", {}, button);
  }

  /**
   * @param {string} title
   * @param {string} summary
   */
  #button(title, summary) {
    const strong = h("strong", {}, title);
    return h(
      "button",
      { type: "button", class: "card" },
      strong,
      h("span", { class: "summary" }, ...proseNodes(summary)),
    );
  }
}

customElements.define("gs-gallery", GsGallery);
