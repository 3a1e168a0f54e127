/** Which network is on the sheet: what the header and the address say, and the ways to another, which come when they are wanted. */

import { find, setText } from "../../elements/dom.js";
import { styled } from "../../elements/styles.js";
import { late } from "../../lib/late.js";
import { listenToDrops } from "../import/dropping.js";

/**
 * @import {Late} from "../../lib/late.js"
 * @import {Session} from "../../state/session.js"
 * @import {State} from "../../state/state.js"
 * @import {Translate} from "../../types.js"
 */

/**
 * @typedef {{get: () => State, set: (change: Partial<State>) => void}} Store
 */

/**
 * @param {Store} store
 * @param {Session} session
 * @param {typeof import("../../api.js")} api
 * @param {string} lang
 * @param {Record<string, string>} titles  of presets by id
 * @param {Translate} t
 */
export function networks(store, session, api, lang, titles, t) {
  const button = find(document, "#open-gallery", HTMLButtonElement);
  const editor = late(async () => {
    const [{ equations }] = await Promise.all([import("../equations/equations.js"), styled("equations")]);
    return equations(store, session, api, lang, t);
  });
  const importer = late(async () => {
    const [{ importing }] = await Promise.all([import("../import/import.js"), styled("equations", "import")]);
    return importing(store, session, api, lang, t);
  });
  const presets = late(async () => {
    const { gallery } = await import("./gallery.js");
    return gallery(store, session, api, lang, t, openEquations);
  });
  const openEquations = () => open(editor);
  const openGallery = () => open(presets);
  button.addEventListener("click", openGallery);
  find(document, "#open-equations", HTMLButtonElement).addEventListener("click", openEquations);
  find(document, "#open-import", HTMLButtonElement).addEventListener("click", () => open(importer));
  listenToDrops(async (files) => (await importer.bring()).drop(files));

  /**
   * @param {State} state
   * @param {State} before
   */
  const showNetwork = ({ doc }, before) => {
    if (doc.network === before.doc.network) return;
    const { id } = doc.network;
    setText(find(button, "span", HTMLElement), (id && titles[id]) || t("network.own"));
    name(id);
  };
  return { showNetwork, openGallery, openEquations };
}

/**
 * Opens a dialog, unless another one was opened while it came.
 * @param {Late<{open: () => unknown}>} dialog
 */
async function open(dialog) {
  const it = await dialog.bring();
  if (!document.querySelector("dialog[open]")) it.open();
}

/**
 * The address names the preset that is shown, so that it can be kept and sent on.
 * @param {string | null} id
 */
function name(id) {
  const url = new URL(location.href);
  if ((url.searchParams.get("preset") ?? "single-layer") === id) return;
  if (id === null || id === "single-layer") url.searchParams.delete("preset");
  else url.searchParams.set("preset", id);
  history.replaceState(history.state, "", url);
}
