/** A field for equations: a plain text area, with line numbers, a mark under a mistake, and notes beside the lines. */

import { h, setAttribute } from "../../elements/dom.js";
import { emit } from "../../events.js";
import { indices } from "../../lib/cell/places.js";
import { rangeOf, withInserted } from "../../lib/typed.js";
import { createTyping } from "./typing.js";

/** @import {Place, Typed} from "../../lib/typed.js" */

const LEAST_LINES = 7;

export class GsCode extends HTMLElement {
  typing = createTyping();
  numbers = h("div", { class: "numbers-of-lines", "aria-hidden": "true" });
  behind = h("pre", { class: "behind", "aria-hidden": "true" });
  notes = h("div", { class: "notes" });
  field = h("textarea", {
    wrap: "off",
    spellcheck: "false",
    autocomplete: "off",
    autocapitalize: "off",
    autocorrect: "off",
  });

  connectedCallback() {
    if (this.firstChild) return;
    this.append(this.numbers, h("div", { class: "text" }, this.behind, this.field), this.notes);
    setAttribute(this.field, "aria-label", this.getAttribute("label"));
    setAttribute(this.field, "aria-describedby", this.getAttribute("describedby"));
    this.field.addEventListener("input", () => this.#changed(false));
    this.field.addEventListener("scroll", () => {
      this.behind.scrollLeft = this.field.scrollLeft;
    });
    this.field.addEventListener("keydown", (event) => this.#key(event));
    this.field.addEventListener("beforeinput", (event) => this.#travelled(event));
  }

  get text() {
    return this.field.value;
  }

  /** @returns {Typed} */
  get typed() {
    const { value, selectionStart, selectionEnd } = this.field;
    return { text: value, from: selectionStart, to: selectionEnd };
  }

  /** @param {string} text */
  start(text) {
    this.#write({ text, from: text.length, to: text.length });
    this.typing.start(this.typed);
  }

  /** @param {string} template */
  insert(template) {
    this.replace(withInserted(this.typed, template));
  }

  /** As if it were typed here. @param {string} text */
  type(text) {
    this.field.setRangeText(text, this.field.selectionStart, this.field.selectionEnd, "end");
    this.#changed(false);
  }

  /** @param {Typed} typed */
  replace(typed) {
    this.#write(typed);
    this.field.focus();
    this.#changed(true);
  }

  /** @param {"undo" | "redo"} way */
  travel(way) {
    this.#write(this.typing[way]());
    this.#changed(true);
  }

  /**
   * Puts a line under a place.
   * @param {Place | null} place
   */
  mark(place) {
    const text = this.text;
    const range = place && rangeOf(text, place);
    setAttribute(this.field, "aria-invalid", place ? "true" : null);
    for (const [k, line] of [...this.numbers.children].entries())
      setAttribute(line, "data-wrong", k + 1 === place?.line);
    if (!range) return this.behind.replaceChildren(text);
    const { from, to } = range;
    // Where nothing is, at the end of a line, there must be something to underline.
    const wrong = text.slice(from, to).replace("\n", "") || " ";
    this.behind.replaceChildren(text.slice(0, from), h("mark", {}, wrong), text.slice(to));
    this.behind.scrollLeft = this.field.scrollLeft;
  }

  /** @param {Node[]} notes  one for each line */
  annotate(notes) {
    this.notes.replaceChildren(...notes);
  }

  /** @param {Typed} typed */
  #write({ text, from, to }) {
    this.field.value = text;
    this.field.setSelectionRange(from, to);
    this.#layout();
  }

  /** @param {boolean} whole */
  #changed(whole) {
    this.typing.note(this.typed, whole);
    this.#layout();
    emit(this, "gs-typed");
  }

  #layout() {
    const count = this.text.split("\n").length;
    this.field.rows = Math.max(LEAST_LINES, count + 1);
    if (this.numbers.childElementCount !== count) {
      this.numbers.replaceChildren(...indices(count).map((k) => h("span", {}, String(k + 1))));
    }
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const key = event.key.toLowerCase();
    if (key === "enter") emit(this, "gs-draw");
    else if (key === "z") this.travel(event.shiftKey ? "redo" : "undo");
    else if (key === "y") this.travel("redo");
    else return;
    event.preventDefault();
  }

  /** Undo from a menu of the browser. @param {InputEvent} event */
  #travelled(event) {
    if (event.inputType !== "historyUndo" && event.inputType !== "historyRedo") return;
    event.preventDefault();
    this.travel(event.inputType === "historyUndo" ? "undo" : "redo");
  }
}

customElements.define("gs-code", GsCode);
