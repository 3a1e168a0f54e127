/** A slider over numbered places, as wide as the plot above it: its handle stands under the place that it means. */
import { h, setAttribute } from "../dom.js";

export class Slider {
  element;

  /**
   * @param {string} label
   * @param {(at: number) => void} act
   */
  constructor(label, act) {
    this.element = h("input", { type: "range", class: "slider", min: 0, step: 1, "aria-label": label });
    this.element.addEventListener("input", () => act(this.element.valueAsNumber));
  }

  /**
   * @param {number} count
   * @param {number} at    from 0
   * @param {string} text  the place in words
   * @param {number} [part]  of the width, where the place is if not all are equally far apart
   */
  show(count, at, text, part = at / (count - 1)) {
    setAttribute(this.element, "max", count - 1);
    this.element.valueAsNumber = at;
    this.element.style.setProperty("--off", String(part - at / (count - 1)));
    setAttribute(this.element, "aria-valuetext", text);
  }
}
