/** The controls around the sheet: sizes, numbers, layout, precision, colours, language, theme, help, notices. */
import { find, setAttribute, setText } from "../../elements/dom.js";
import { on } from "../../events.js";
import { formatNumber } from "../../lib/format.js";
import { keep } from "../../state/keep.js";
import { numbersOf } from "../../state/looked.js";
import { mayRedo, mayUndo } from "../../state/session.js";
import { drawnBy } from "../../state/wanted.js";
import { showSizes } from "./sizes.js";

/**
 * @import {View} from "../../lib/view.js"
 * @import {Feature, Page, Store} from "../../state/page.js"
 * @import {State} from "../../state/state.js"
 * @import {Scheme, Translate} from "../../types.js"
 */

const LAYOUTS = /** @type {const} */ (["mixed", "numerator", "denominator"]);

const byId = (/** @type {string} */ id) => find(document, `#${id}`, HTMLElement);

/**
 * @param {Page} page
 * @returns {Feature}
 */
export function start(page) {
  listen(page);
  return { show: (state, before) => showControls(state, before, page.t) };
}

/** @param {Page} page */
function listen({ store, session }) {
  const seed = find(document, "#seed", HTMLInputElement);
  const wanted = () => drawnBy(store.get());
  click("new-numbers", () => session.draw((wanted().seed + 1) % 1_000_000));
  seed.addEventListener("change", () => session.draw(wholeNumber(seed.value)));
  select("scheme", (value) => session.draw(wanted().seed, /** @type {Scheme} */ (value)));
  click("reset", () => session.reset());
  click("undo", () => session.undo());
  click("redo", () => session.redo());
  click("retry", () => session.retry());
  click("dismiss", () => store.set({ notice: null }));
  radios("layout", (value) => session.layout(/** @type {State["layout"]} */ (value)));
  on(document, "gs-next-layout", () => {
    const at = LAYOUTS.indexOf(store.get().layout);
    session.layout(LAYOUTS[(at + 1) % LAYOUTS.length]);
  });
  on(document, "gs-resize", ({ label, by }) => session.resize(label, by));
  select("precision", (value) => store.set({ precision: Number(value) }));
  select("scope", (value) => store.set({ scope: /** @type {State["scope"]} */ (value) }));
  select("theme", setTheme);
  find(document, "#theme", HTMLSelectElement).value = document.documentElement.dataset.theme ?? "system";
  language(store);
  dialogs();
}

/** What the server takes as a seed. @param {string} text */
function wholeNumber(text) {
  return Math.min(Math.abs(Math.trunc(Number(text))) || 0, 2 ** 32 - 1);
}

/**
 * @param {string} id
 * @param {() => void} act
 */
function click(id, act) {
  byId(id).addEventListener("click", act);
}

/**
 * @param {string} id
 * @param {(value: string) => void} act
 */
function select(id, act) {
  const field = find(document, `#${id}`, HTMLSelectElement);
  field.addEventListener("change", () => act(field.value));
}

/**
 * @param {string} name
 * @param {(value: string) => void} act
 */
function radios(name, act) {
  for (const field of document.querySelectorAll(`input[name=${name}]`)) {
    field.addEventListener("change", () => act(/** @type {HTMLInputElement} */ (field).value));
  }
}

/** @param {string} theme */
function setTheme(theme) {
  const { dataset } = document.documentElement;
  if (theme === "system") delete dataset.theme;
  else dataset.theme = theme;
  try {
    localStorage.setItem("theme", theme);
  } catch {
    // The choice lasts as long as the page.
  }
}

/**
 * The page comes anew in the other language, with the same network in it.
 * @param {Store} store
 */
function language(store) {
  for (const link of document.querySelectorAll("a[data-lang]")) {
    link.addEventListener("click", () => {
      const lang = /** @type {HTMLElement} */ (link).dataset.lang;
      const { id } = store.get().doc.network;
      const query = new URLSearchParams({ ...(id && { preset: id }), lang: lang ?? "en" });
      /** @type {HTMLAnchorElement} */ (link).href = `?${query}`;
      // biome-ignore lint/suspicious/noDocumentCookie: the server reads it; the Cookie Store API is not everywhere
      document.cookie = `lang=${lang}; path=/; max-age=31536000; samesite=lax`;
      keep(store.get());
    });
  }
}

function dialogs() {
  const help = () => find(document, "#help", HTMLDialogElement).showModal();
  click("open-help", help);
  on(document, "gs-open", ({ what }) => what === "help" && help());
  for (const dialog of document.querySelectorAll("dialog")) {
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  }
}

/**
 * Writes into the controls what changed.
 * @param {State} state
 * @param {State} before
 * @param {Translate} t
 */
function showControls(state, before, t) {
  setAttribute(byId("undo"), "disabled", !mayUndo(state));
  setAttribute(byId("redo"), "disabled", !mayRedo(state));
  if (state.doc !== before.doc || state.fresh !== before.fresh) {
    const { seed, scheme } = drawnBy(state);
    find(document, "#seed", HTMLInputElement).value = String(seed);
    find(document, "#scheme", HTMLSelectElement).value = scheme;
  }
  if (state.layout !== before.layout) showLayout(state.layout);
  if (state.steps !== before.steps || state.doc !== before.doc || state.fresh !== before.fresh)
    showSizes(state, t);
  if (state.precision !== before.precision)
    find(document, "#precision", HTMLSelectElement).value = String(state.precision);
  if (state.scope !== before.scope) find(document, "#scope", HTMLSelectElement).value = state.scope;
  if (state.trace !== before.trace) showWarnings(state);
  if (state.notice !== before.notice) showNotice(state, t);
  showScale(state, numbersOf(state), t);
}

/** @param {string} layout */
function showLayout(layout) {
  find(document, `input[name=layout][value=${layout}]`, HTMLInputElement).checked = true;
}

/** @param {State} state */
function showWarnings({ trace }) {
  const text = trace.warnings.map(({ message }) => message).join(" ");
  const place = byId("warnings");
  setText(place, text);
  place.hidden = !text;
}

/**
 * @param {State} state
 * @param {Translate} t
 */
function showNotice({ notice }, t) {
  const place = byId("notice");
  place.hidden = !notice;
  setText(byId("notice-text"), notice ? noticeText(notice, t) : "");
  byId("retry").hidden = notice?.kind === "refused";
}

/**
 * @param {NonNullable<State["notice"]>} notice
 * @param {Translate} t
 */
function noticeText({ kind, message, retryAfter }, t) {
  if (kind === "refused") return message;
  return t(`notice.${kind}`, { seconds: Math.max(1, retryAfter) });
}

/**
 * The colour scale in force, in numbers.
 * @param {State} state
 * @param {View} view
 * @param {Translate} t
 */
function showScale(state, view, t) {
  const own = state.scope === "matrix";
  for (const kind of /** @type {const} */ (["value", "gradient"])) {
    const most = own ? "" : formatNumber(view.max(kind, ""), state.precision);
    const legend = find(document, `.legend[data-kind=${kind}]`, HTMLElement);
    setText(find(legend, ".least", HTMLElement), own ? "−" : `−${most}`);
    setText(find(legend, ".most", HTMLElement), own ? "+" : `+${most}`);
  }
  setText(byId("scale-note"), own ? t("scale.own") : "");
}
