/** What stands on the bench: the current step, or one of the proofs of its gradient. Proofs come when they are first wanted. */
import { find, setAttribute } from "./elements/dom.js";

/**
 * @typedef {import("./main.js").State} State
 * @typedef {import("./main.js").Translate} Translate
 * @typedef {import("./lib/view.js").View} Numbers
 * @typedef {"step" | "check" | "paths" | "layouts" | "descent"} ViewName
 *
 * @typedef {object} Store
 * @property {() => State} get
 * @property {(change: Partial<State>) => void} set
 * @property {(listener: (state: State, before: State) => void) => void} subscribe
 *
 * @typedef {object} Surroundings  what a proof may use
 * @property {Store} store
 * @property {import("./state/session.js").Session} session
 * @property {typeof import("./api.js")} api
 * @property {string} lang
 * @property {Translate} t
 *
 * @typedef {object} Proof
 * @property {HTMLElement} element
 * @property {(state: State, numbers: Numbers) => void} show  the state has changed, and this is what is looked at
 *
 * @typedef {(surroundings: Surroundings) => Proof} Maker
 */

/** @type {Record<Exclude<ViewName, "step">, () => Promise<Maker>>} */
const PROOFS = {
  check: async () => (await import("./views/check.js")).check,
  paths: async () => (await import("./views/paths.js")).paths,
  layouts: async () => (await import("./views/layouts.js")).layouts,
  descent: async () => (await import("./views/descent.js")).descent,
};

/**
 * @param {Surroundings} surroundings
 * @param {() => Numbers} numbers
 */
export function views(surroundings, numbers) {
  const { store } = surroundings;
  const tabs = [...document.querySelectorAll(".views [role=tab]")].filter(
    (tab) => tab instanceof HTMLElement,
  );
  const panel = find(document, "#bench-view", HTMLElement);
  /** @type {Map<string, Promise<Proof>>} */
  const coming = new Map();
  /** @type {Map<string, Proof>} */
  const here = new Map();
  const named = (/** @type {string | undefined} */ name) => tabs.find((tab) => tab.dataset.view === name);

  const bring = async (/** @type {Exclude<ViewName, "step">} */ name) => {
    if (!coming.has(name))
      coming.set(
        name,
        PROOFS[name]().then((make) => make(surroundings)),
      );
    const proof = await /** @type {Promise<Proof>} */ (coming.get(name));
    if (!here.has(name)) {
      here.set(name, proof);
      panel.append(proof.element);
    }
    show(store.get());
  };

  /** @param {State} state */
  const show = (state) => {
    for (const tab of tabs) {
      const chosen = tab.dataset.view === state.view;
      setAttribute(tab, "aria-selected", String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
    }
    panel.setAttribute("aria-labelledby", `view-${state.view}`);
    const bench = find(panel, "gs-bench", HTMLElement);
    const proof = here.get(state.view);
    bench.hidden = proof !== undefined;
    for (const [name, { element }] of here) element.hidden = name !== state.view;
    proof?.show(state, numbers());
  };

  /** @param {string | undefined} name */
  const choose = (name) => {
    const tab = named(name);
    if (!tab) return;
    store.set({ view: /** @type {ViewName} */ (name) });
    find(document, "section.bench", HTMLElement).scrollTop = 0;
  };

  store.subscribe((state, before) => {
    if (state.view !== "step" && !here.has(state.view)) bring(state.view);
    if (state.view !== before.view || state.view !== "step") show(state);
  });
  for (const [k, tab] of tabs.entries()) {
    tab.addEventListener("click", () => choose(tab.dataset.view));
    tab.addEventListener("keydown", (event) => {
      const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      const to =
        tabs[
          by ? (k + by + tabs.length) % tabs.length : ({ Home: 0, End: tabs.length - 1 }[event.key] ?? -1)
        ];
      if (!to) return;
      event.preventDefault();
      event.stopPropagation();
      to.focus();
      choose(to.dataset.view);
    });
  }
  return { choose: (/** @type {number} */ k) => choose(tabs[k]?.dataset.view) };
}
