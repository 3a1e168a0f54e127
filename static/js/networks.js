/** Which network is on the sheet: the gallery, and what the header and the address say. */
import { ApiError } from "./api.js";
import { listenToDrops } from "./dropping.js";
import { find, setText } from "./elements/dom.js";
import { GsGallery } from "./elements/gallery.js";

/**
 * @typedef {import("./main.js").State} State
 * @typedef {import("./main.js").Translate} Translate
 * @typedef {import("./state/session.js").Session} Session
 * @typedef {{get: () => State, set: (change: Partial<State>) => void}} Store
 */

/**
 * @param {Store} store
 * @param {Session} session
 * @param {typeof import("./api.js")} api
 * @param {string} lang
 * @param {Record<string, string>} titles  of presets by id
 * @param {Translate} t
 */
export function networks(store, session, api, lang, titles, t) {
  const dialog = find(document, "#gallery", HTMLDialogElement);
  const gallery = find(dialog, "gs-gallery", GsGallery);
  const button = find(document, "#open-gallery", HTMLButtonElement);
  /** @type {import("./wire.js").PresetSummary[] | null} */
  let known = null;

  const open = async () => {
    dialog.showModal();
    if (!known) gallery.say(t("gallery.loading"));
    try {
      known ??= (await api.presets(lang)).presets;
      if (dialog.open) gallery.show(known, store.get().doc.network.id, t);
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
  const editor = later(async () => (await import("./equations.js")).equations(store, session, api, lang, t));
  const importer = later(async () =>
    (await import("./importing.js")).importing(store, session, api, lang, t),
  );
  const openEquations = async () => (await editor()).open();
  button.addEventListener("click", open);
  find(document, "#open-equations", HTMLButtonElement).addEventListener("click", openEquations);
  find(document, "#open-import", HTMLButtonElement).addEventListener("click", async () =>
    (await importer()).open(),
  );
  listenToDrops(async (files) => (await importer()).drop(files));
  gallery.addEventListener("gs-own", () => {
    dialog.close();
    openEquations();
  });
  gallery.addEventListener("gs-choose", (event) => choose(/** @type {CustomEvent} */ (event).detail.id));

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
  return { showNetwork, openGallery: open, openEquations };
}

/**
 * What comes when it is first wanted, and once: the page is drawn without it.
 * @template T
 * @param {() => Promise<T>} load
 * @returns {() => Promise<T>}
 */
function later(load) {
  /** @type {Promise<T> | null} */
  let coming = null;
  return () => {
    coming ??= load();
    return coming;
  };
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
