/** The networks that ship, to choose one of. */
import { ApiError } from "../../api.js";
import { find } from "../../elements/dom.js";
import { emit, on } from "../../events.js";
import { GsGallery } from "./cards.js";

/**
 * @import {Page} from "../../state/page.js"
 * @import {PresetCard} from "../../wire.js"
 */

/** @param {Page} page */
export function gallery({ store, session, api, lang, t }) {
  const dialog = find(document, "#gallery", HTMLDialogElement);
  const cards = find(dialog, "gs-gallery", GsGallery);
  /** @type {PresetCard[] | null} */
  let known = null;

  const open = async () => {
    dialog.showModal();
    if (!known) cards.say(t("gallery.loading"));
    try {
      known ??= (await api.presets(lang)).presets;
      if (dialog.open) cards.show(known, store.get().shown.network.id, t);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      fail(error);
    }
  };
  /** A notice would stand behind the dialog. @param {ApiError} error */
  const fail = (error) => {
    dialog.close();
    session.tell(error);
  };
  on(cards, "gs-own", () => {
    dialog.close();
    emit(document, "gs-open", { what: "equations" });
  });
  on(cards, "gs-choose", async ({ id }) => {
    const error = await session.choose(id);
    if (error) fail(error);
    else dialog.close();
  });
  return { open };
}
