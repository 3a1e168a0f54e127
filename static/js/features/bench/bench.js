/** The bench: draws the step that is looked at, and says its sentence. */
import { find, setText } from "../../elements/dom.js";
import { emit, on } from "../../events.js";
import { changes } from "../../lib/changed.js";
import { observation } from "../../lib/mask.js";
import { listed } from "../../lib/text.js";
import { current, jacobiansOf, lookedAt, numbersOf, placeOf } from "../../state/looked.js";
import { GsBench } from "./element.js";

/**
 * @import {Feature, Page} from "../../state/page.js"
 * @import {State} from "../../state/state.js"
 */

/**
 * @param {Page} page
 * @returns {Feature}
 */
export function start({ store, t }) {
  const bench = find(document, "gs-bench", GsBench);
  const live = find(document, "#live", HTMLElement);
  document.fonts.addEventListener("loadingdone", () => bench.fit());
  on(document, "gs-form", (form) => store.set({ form }));
  on(document, "gs-next-form", () => {
    const { forms, shown } = bench;
    if (forms.length > 0) emit(bench, "gs-form", forms[(forms.indexOf(shown) + 1) % forms.length]);
  });

  /** What the bench shows. @type {unknown[]} */
  let drawn = [];

  /** @param {State} state */
  const build = (state) => {
    const { step, form, full } = placeOf(state);
    const sizes = full ? { ...state.symbols.sizes, ...jacobiansOf(state)?.sizes } : state.symbols.sizes;
    const { pictures } = state.shown.network;
    const context = { view: numbersOf(state), symbols: { ...state.symbols, sizes }, t, pictures };
    bench.build(step, state.steps.length, form, full, { ...context, compact: true });
    setText(live, step.sentence);
  };

  /** @param {State} state */
  const observed = (state) => {
    const { mask } = current(state);
    const say = (/** @type {number[]} */ units) => listed(units, t("list.comma"), t("list.and"));
    return mask ? observation(numbersOf(state).matrix("value", mask), t, say) : "";
  };

  /**
   * @param {State} state
   * @param {State} before
   */
  const show = (state, before) => {
    const [place, looked] = [placeOf(state), lookedAt(state)];
    const changed = changes(state, before);
    const rebuilt = changed("steps") || place !== drawn[0];
    const renumbered = changed("trace", "precision", "scope");
    if (rebuilt) build(state);
    else if (renumbered) bench.patch(numbersOf(state), changed("trace"));
    if (rebuilt || changed("trace")) bench.observe(observed(state));
    if (rebuilt) bench.fit();
    if (rebuilt || looked !== drawn[1]) bench.light(looked.it?.lit ?? new Set(), looked.it?.key ?? null);
    drawn = [place, looked];
  };
  return { show };
}
