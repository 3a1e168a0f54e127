/** The controls around the sheet: sizes, numbers, layout, precision, colours, language, theme, help, notices. */
import { find, h, setAttribute, setText } from "./elements/dom.js";
import { mathNode } from "./elements/math.js";
import { formatNumber } from "./lib/format.js";
import { sizesOf } from "./lib/resize.js";

/**
 * @typedef {import("./main.js").State} State
 * @typedef {import("./main.js").Translate} Translate
 * @typedef {import("./state/session.js").Session} Session
 * @typedef {{get: () => State, set: (change: Partial<State>) => void}} Store
 */

const MOST = 12;
const byId = (/** @type {string} */ id) => find(document, `#${id}`, HTMLElement);

/**
 * @param {Store} store
 * @param {Session} session
 * @param {import("./types.js").Preset} preset
 * @param {Translate} t
 * @param {() => void} keep
 */
export function listenToControls(store, session, preset, t, keep) {
  const seed = find(document, "#seed", HTMLInputElement);
  const draw = (/** @type {number} */ value) => session.draw(value);
  click("new-numbers", () => draw((store.get().doc.seed + 1) % 1_000_000));
  seed.addEventListener("change", () => draw(Math.abs(Math.trunc(Number(seed.value))) || 0));
  click("reset", () => session.reset());
  click("undo", () => session.undo());
  click("redo", () => session.redo());
  click("retry", () => session.retry());
  click("dismiss", () => store.set({ notice: null }));
  radios("layout", (value) => session.layout(/** @type {State["layout"]} */ (value)));
  select("precision", (value) => store.set({ precision: Number(value) }));
  select("scope", (value) => store.set({ scope: /** @type {State["scope"]} */ (value) }));
  select("theme", setTheme);
  find(document, "#theme", HTMLSelectElement).value = document.documentElement.dataset.theme ?? "system";
  buildSizes(session, store.get(), preset, t);
  language(keep);
  dialogs();
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

/** @param {() => void} keep */
function language(keep) {
  for (const link of document.querySelectorAll("a[data-lang]")) {
    link.addEventListener("click", () => {
      const lang = /** @type {HTMLElement} */ (link).dataset.lang;
      // biome-ignore lint/suspicious/noDocumentCookie: the server reads it; the Cookie Store API is not everywhere
      document.cookie = `lang=${lang}; path=/; max-age=31536000; samesite=lax`;
      keep();
    });
  }
}

function dialogs() {
  click("open-help", () => find(document, "#help", HTMLDialogElement).showModal());
  for (const dialog of document.querySelectorAll("dialog")) {
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  }
}

/**
 * @param {Session} session
 * @param {State} state
 * @param {import("./types.js").Preset} preset
 * @param {Translate} t
 */
function buildSizes(session, state, preset, t) {
  const steppers = Object.keys(preset.sizes).map((label) => {
    const change = (/** @type {number} */ by) => {
      const size = Number(byId(`size-${label}`).textContent) + by;
      if (size >= 1 && size <= MOST) session.resize(label, size);
    };
    const button = (/** @type {number} */ by, /** @type {string} */ text, /** @type {string} */ key) => {
      const made = h("button", { type: "button", "aria-label": t(key, { label }), "data-by": by }, text);
      made.addEventListener("click", () => change(by));
      return made;
    };
    const symbol = state.symbols.sizes[label] ? mathNode(state.symbols.sizes[label]) : label;
    const value = h("output", { id: `size-${label}` }, String(preset.sizes[label]));
    return h(
      "span",
      { class: "stepper", role: "group", "aria-label": t("size.group", { label }) },
      h("span", { class: "label" }, symbol),
      button(-1, "−", "size.less"),
      value,
      button(1, "+", "size.more"),
    );
  });
  byId("sizes").append(...steppers);
}

/**
 * Writes into the controls what changed.
 * @param {State} state
 * @param {State} before
 * @param {import("./lib/view.js").View} view
 * @param {Translate} t
 */
export function showControls(state, before, view, t) {
  setAttribute(byId("undo"), "disabled", !state.canUndo);
  setAttribute(byId("redo"), "disabled", !state.canRedo);
  if (state.doc !== before.doc) find(document, "#seed", HTMLInputElement).value = String(state.doc.seed);
  if (state.layout !== before.layout) showLayout(state.layout);
  if (state.steps !== before.steps) showSizes(state);
  if (state.precision !== before.precision)
    find(document, "#precision", HTMLSelectElement).value = String(state.precision);
  if (state.scope !== before.scope) find(document, "#scope", HTMLSelectElement).value = state.scope;
  if (state.trace !== before.trace) showWarnings(state);
  if (state.notice !== before.notice) showNotice(state, t);
  showScale(state, view, t);
}

/** @param {string} layout */
function showLayout(layout) {
  find(document, `input[name=layout][value=${layout}]`, HTMLInputElement).checked = true;
}

/** @param {State} state */
function showSizes({ trace }) {
  for (const [label, size] of Object.entries(sizesOf(trace.values))) {
    const place = document.getElementById(`size-${label}`);
    if (!place) continue;
    setText(place, String(size));
    setAttribute(/** @type {Element} */ (place.previousElementSibling), "disabled", size <= 1);
    setAttribute(/** @type {Element} */ (place.nextElementSibling), "disabled", size >= MOST);
  }
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
 * @param {import("./lib/view.js").View} view
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
