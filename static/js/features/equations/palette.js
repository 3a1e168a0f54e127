/** What can be put into the equations by a button: operations and Greek letters. One stop of the Tab key each. */

import { h } from "../../elements/dom.js";
import { sync } from "../../elements/sync.js";
import { emit } from "../../events.js";
import { keysOf } from "../../lib/keys.js";

/**
 * @import {Translate} from "../../types.js"
 * @import {OperationResponse} from "../../wire.js"
 */

export class GsPalette extends HTMLElement {
  /**
   * @param {OperationResponse[]} operations  what a program may call
   * @param {Translate} t
   */
  build(operations, t) {
    sync(
      this,
      ...Object.entries(keysOf(operations)).map(([name, keys]) => {
        const buttons = keys.map(({ face, text }, k) => {
          const says = text.replace("¦", "").trim();
          const label = face === says || says.startsWith(face) ? face : `${face} ${says}`;
          const attributes = { type: "button", "aria-label": label, title: says, tabindex: k ? -1 : 0 };
          const button = h("button", attributes, face);
          button.addEventListener("click", () => emit(this, "gs-insert", { text }));
          return button;
        });
        const bar = h("div", { role: "toolbar", class: "bar", "aria-label": t(`palette.${name}`) });
        bar.append(...buttons);
        bar.addEventListener("keydown", (event) => rove(event, buttons));
        return h(
          "div",
          { class: `group ${name}` },
          h("span", { class: "caption", "aria-hidden": "true" }, t(`palette.${name}`)),
          bar,
        );
      }),
    );
  }
}

/**
 * @param {KeyboardEvent} event
 * @param {HTMLButtonElement[]} buttons
 */
function rove(event, buttons) {
  const at = buttons.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
  /** @type {Record<string, number>} */
  const goals = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 };
  const goal = goals[event.key];
  if (at < 0 || goal === undefined) return;
  event.preventDefault();
  const next = buttons[(goal + buttons.length) % buttons.length];
  for (const button of buttons) button.tabIndex = button === next ? 0 : -1;
  next.focus();
}

customElements.define("gs-palette", GsPalette);
