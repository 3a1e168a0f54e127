/** Which network is on the sheet: what the header and the address say, and the way to those that ship, which comes when it is wanted. */

import { sayInAddress } from "../../elements/address.js";
import { openLate } from "../../elements/dialogs/opening.js";
import { find, setAttribute, setText } from "../../elements/dom.js";
import { on } from "../../events.js";
import { late } from "../../lib/late.js";

/**
 * @import {Feature, Page} from "../../state/page.js"
 * @import {State} from "../../state/state.js"
 */

/** The preset that the page without any name opens with. */
const FIRST = "single-layer";

/**
 * @param {Page} page
 * @param {Record<string, string>} titles  of presets by id
 * @returns {Feature}
 */
export function start(page, titles) {
  const button = find(document, "#open-gallery", HTMLButtonElement);
  const presets = late(async () => (await import("./gallery.js")).gallery(page));
  button.addEventListener("click", () => openLate(presets, (it) => it.open()));
  on(document, "gs-open", ({ what }) => what === "gallery" && openLate(presets, (it) => it.open()));

  /**
   * @param {State} state
   * @param {State} before
   */
  const show = ({ shown, coming }, before) => {
    if (coming !== before.coming) setAttribute(document.body, "aria-busy", coming ? "true" : null);
    if (shown.network === before.shown.network) return;
    const { id } = shown.network;
    setText(find(button, "span", HTMLElement), (id && titles[id]) || page.t("network.own"));
    sayInAddress("preset", id === FIRST ? null : id);
  };
  return { show };
}
