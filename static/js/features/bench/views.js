/** What stands on the bench: the current step, or one of the proofs of its gradient. Proofs come when they are first wanted. */
import { ApiError } from "../../api.js";
import { find, h, setAttribute } from "../../elements/dom.js";
import { styled } from "../../elements/styles.js";
import { on } from "../../events.js";
import { late } from "../../lib/late.js";

/**
 * @import {Late as Coming} from "../../lib/late.js"
 * @import {Feature, Late, Page, Proof} from "../../state/page.js"
 * @import {State} from "../../state/state.js"
 * @import {ViewName} from "../../types.js"
 */

/** @typedef {Exclude<ViewName, "step">} ProofName */

/**
 * @param {Page} page
 * @param {Record<ProofName, Late>} table  of the proofs
 * @param {(words: Record<string, string>) => void} learn  the words of the proofs
 * @returns {Feature}
 */
export function start(page, table, learn) {
  const { store } = page;
  const tabs = [...document.querySelectorAll(".views [role=tab]")].filter(
    (tab) => tab instanceof HTMLElement,
  );
  const stand = new Stand(page, table, learn);
  /** @param {HTMLElement | undefined} tab */
  const choose = (tab) => {
    if (!tab) return;
    store.set({ view: /** @type {ViewName} */ (tab.dataset.view) });
    find(document, "section.bench", HTMLElement).scrollTop = 0;
  };
  on(document, "gs-view", ({ k }) => choose(tabs[k]));
  listenToTabs(tabs, choose);

  return {
    show: (state, before) => {
      if (state.view === before.view && state.view === "step") return;
      for (const tab of tabs) {
        const isChosen = tab.dataset.view === state.view;
        setAttribute(tab, "aria-selected", String(isChosen));
        tab.tabIndex = isChosen ? 0 : -1;
      }
      stand.show(state);
    },
  };
}

/**
 * @param {HTMLElement[]} tabs
 * @param {(tab: HTMLElement) => void} choose
 */
function listenToTabs(tabs, choose) {
  for (const [k, tab] of tabs.entries()) {
    tab.addEventListener("click", () => choose(tab));
    tab.addEventListener("keydown", (event) => {
      const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      const at = by ? (k + by + tabs.length) % tabs.length : { Home: 0, End: tabs.length - 1 }[event.key];
      if (at === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      tabs[at].focus();
      choose(tabs[at]);
    });
  }
}

/** The place of the step and of the proofs: one of them stands there, at once, whether or not it is there yet. */
class Stand {
  #panel = find(document, "#bench-view", HTMLElement);
  #bench = find(this.#panel, "gs-bench", HTMLElement);
  #waiting = h("p", { class: "waiting", role: "status", hidden: true });
  /** @type {Map<string, Coming<Proof>>} */
  #proofs;
  /** @type {Page} */
  #page;

  /**
   * @param {Page} page
   * @param {Record<ProofName, Late>} table
   * @param {(words: Record<string, string>) => void} learn
   */
  constructor(page, table, learn) {
    this.#page = page;
    this.#panel.append(this.#waiting);
    this.#waiting.textContent = page.t("views.waiting");
    const coming = (/** @type {Late} */ { load, styles }) =>
      late(async () => {
        const [make, words] = await Promise.all([
          load(),
          page.api.words(page.lang),
          styled("views", ...styles),
        ]);
        learn(words);
        const proof = make(page);
        proof.element.hidden = true;
        this.#panel.append(proof.element);
        return proof;
      });
    this.#proofs = new Map(Object.entries(table).map(([name, proof]) => [name, coming(proof)]));
  }

  /** @param {State} state */
  show(state) {
    const { view } = state;
    const wanted = this.#proofs.get(view);
    if (wanted && !wanted.here) this.#bring(view, wanted);
    const proof = wanted?.here;
    const isShown = !wanted || (proof?.show(state) ?? false);
    const isBlank = !isShown && !proof?.element.firstChild;
    this.#panel.setAttribute("aria-labelledby", `view-${view}`);
    setAttribute(this.#panel, "aria-busy", isShown ? null : "true");
    this.#bench.hidden = wanted !== undefined;
    this.#waiting.hidden = !isBlank;
    for (const { here } of this.#proofs.values()) if (here) here.element.hidden = here !== proof || isBlank;
  }

  /**
   * @param {string} view
   * @param {Coming<Proof>} wanted
   */
  async #bring(view, wanted) {
    const { store, session } = this.#page;
    try {
      await wanted.bring();
      this.show(store.get());
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (store.get().view === view) store.set({ view: "step" });
      session.tell(error);
    }
  }
}
