/** The networks that ship, to choose one of. */
import { ApiError } from "../../api.js";
import { find } from "../../elements/dom.js";
import { GsGallery } from "./cards.js";

/**
 * @import {Session} from "../../state/session.js"
 * @import {State} from "../../state/state.js"
 * @import {Translate} from "../../types.js"
 * @import {PresetCard} from "../../wire.js"
 */

/**
 * @param {{get: () => State}} store
 * @param {Session} session
 * @param {typeof import("../../api.js")} api
 * @param {string} lang
 * @param {Translate} t
 * @param {() => void} openEquations
 */
export function gallery(store, session, api, lang, t, openEquations) {
  const dialog = find(document, "#gallery", HTMLDialogElement);
  const cards = find(dialog, "gs-gallery", GsGallery);
  /** @type {PresetCard[] | null} */
  let known = null;

  const open = async () => {
    dialog.showModal();
    if (!known) cards.say(t("gallery.loading"));
    try {
      known ??= (await api.presets(lang)).presets;
      if (dialog.open) cards.show(known, store.get().doc.network.id, t);
    } catch (error) {
      fail(error);
    }
  };
  const choose = async (/** @type {string} */ id) => {
    try {
      const { program, values, seed = 0, pictures, precision } = await api.preset(id, lang);
      const network = { id, program, values, seed, pictures, precision };
      const error = await session.adopt({ network, values, seed, scheme: "friendly" });
      if (error) throw error;
      dialog.close();
    } catch (error) {
      fail(error);
    }
  };
  /** A notice would stand behind the dialog. @param {unknown} error */
  const fail = (error) => {
    if (!(error instanceof ApiError)) throw error;
    dialog.close();
    session.tell(error);
  };
  cards.addEventListener("gs-own", () => {
    dialog.close();
    openEquations();
  });
  cards.addEventListener("gs-choose", (event) => choose(/** @type {CustomEvent} */ (event).detail.id));
  return { open };
}
