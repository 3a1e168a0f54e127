/** The networks that ship: a card each, with its title and what it teaches. */
import { h } from "../../elements/dom.js";
import { proseNodes } from "../../elements/formula/prose.js";
import { sync } from "../../elements/sync.js";
import { emit } from "../../events.js";

/**
 * @import {Translate} from "../../types.js"
 * @import {Miniature, PresetCard} from "../../wire.js"
 */

export class GsGallery extends HTMLElement {
  /**
   * @param {PresetCard[]} presets
   * @param {string | null} present  id of the network that is on the sheet
   * @param {Translate} t
   */
  show(presets, present, t) {
    const cards = presets.map((preset) => this.#card(preset, preset.id === present, t));
    const own = this.#button(t("gallery.own"), t("gallery.own.summary"));
    own.addEventListener("click", () => emit(this, "gs-own"));
    sync(this, h("ul", { class: "cards" }, ...cards, h("li", {}, own)));
    const first = this.querySelector("[aria-current]") ?? this.querySelector("button");
    if (first instanceof HTMLElement) first.focus();
  }

  /** @param {string} text */
  say(text) {
    sync(this, h("p", { role: "status" }, text));
  }

  /**
   * @param {PresetCard} preset
   * @param {boolean} isPresent
   * @param {Translate} t
   */
  #card({ id, title, summary, picture }, isPresent, t) {
    const button = this.#button(title, summary);
    button.prepend(pictureOf(picture));
    button.dataset.preset = id;
    if (isPresent) {
      button.setAttribute("aria-current", "true");
      button.querySelector("strong")?.append(h("span", { class: "here" }, t("gallery.here")));
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

/**
 * The matrices of a network as colours. What is to be seen of it is said in words beside it.
 * @param {Miniature[]} picture
 */
function pictureOf(picture) {
  const matrices = picture.map(({ shape: [, columns], shades }) => {
    const matrix = h("span", { class: "miniature" }, ...[...shades].map(square));
    matrix.style.setProperty("--columns", String(columns));
    return matrix;
  });
  const drawn = h("span", { class: "picture", "data-kind": "value", "aria-hidden": "true" }, ...matrices);
  drawn.style.setProperty("--square", `${squareSize(picture)}px`);
  return drawn;
}

/** With the largest squares the picture takes so many pixels at most. */
const WIDEST = 210;
const HIGHEST = 44;
const BETWEEN = 8;

/** @param {Miniature[]} picture */
function squareSize(picture) {
  const columns = picture.reduce((sum, { shape }) => sum + shape[1], 0);
  const rows = Math.max(...picture.map(({ shape }) => shape[0]));
  const fitting = Math.min((WIDEST - BETWEEN * picture.length) / columns, HIGHEST / rows);
  return Math.max(3, Math.min(10, Math.floor(fitting)));
}

/** @param {string} shade  "0", "1" to "9" for positive numbers, "a" to "i" for negative ones */
function square(shade) {
  const negative = "abcdefghi".indexOf(shade) + 1;
  const level = negative || Number(shade);
  return h("i", { "data-sign": negative ? "-" : level ? "+" : "0", "data-level": level });
}

customElements.define("gs-gallery", GsGallery);
