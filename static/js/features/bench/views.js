/** What stands on the bench: the current step, or one of the proofs of its gradient. Proofs come when they are first wanted. */
import { ApiError } from "../../api.js";
import { find, setAttribute } from "../../elements/dom.js";
import { styled } from "../../elements/styles.js";
import { on } from "../../events.js";
import { late } from "../../lib/late.js";

/**
 * @import {Feature, Late, Page, Proof} from "../../state/page.js"
 * @import {State} from "../../state/state.js"
 * @import {ViewName} from "../../types.js"
 */

/**
 * @param {Page} page
 * @param {Record<Exclude<ViewName, "step">, Late>} table  of the proofs
 * @param {(words: Record<string, string>) => void} learn  the words of the proofs
 * @returns {Feature}
 */
export function start(page, table, learn) {
  const { store, session, api, lang } = page;
  const tabs = [...document.querySelectorAll(".views [role=tab]")].filter(
    (tab) => tab instanceof HTMLElement,
  );
  const panel = find(document, "#bench-view", HTMLElement);
  /** @type {Map<string, Proof>} */
  const here = new Map();
  const named = (/** @type {string | undefined} */ name) => tabs.find((tab) => tab.dataset.view === name);

  const proofs = new Map(
    Object.entries(table).map(([name, { load, styles }]) => {
      const proof = late(async () => {
        const [startIt, words] = await Promise.all([load(), api.words(lang), styled("views", ...styles)]);
        learn(words);
        return startIt(page);
      });
      return [name, proof];
    }),
  );
  const bring = async (/** @type {string} */ name) => {
    try {
      const proof = await proofs.get(name)?.bring();
      if (!proof) return;
      if (!here.has(name)) panel.append(proof.element);
      here.set(name, proof);
      show(store.get());
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (store.get().view === name) store.set({ view: "step" });
      session.tell(error);
    }
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
    proof?.show(state);
  };

  /** @param {string | undefined} name */
  const choose = (name) => {
    const tab = named(name);
    if (!tab) return;
    store.set({ view: /** @type {ViewName} */ (name) });
    find(document, "section.bench", HTMLElement).scrollTop = 0;
  };

  on(document, "gs-view", ({ k }) => choose(tabs[k]?.dataset.view));
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
  return {
    show: (state, before) => {
      if (state.view !== "step" && !here.has(state.view)) bring(state.view);
      if (state.view !== before.view || state.view !== "step") show(state);
    },
  };
}
