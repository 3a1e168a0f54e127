/** The sheet: draws the numbers where the equations stand, and says to the session what is typed into them. */
import { find, mayMove, setText } from "../../elements/dom.js";
import { fade } from "../../elements/fade.js";
import { emit, on } from "../../events.js";
import { changes } from "../../lib/changed.js";
import { positionOf } from "../../lib/steps.js";
import { current, lookedAt, numbersOf } from "../../state/looked.js";
import { computed } from "../../state/playback.js";
import { GsSheet } from "./element.js";

/**
 * @import {Feature, Page} from "../../state/page.js"
 * @import {State} from "../../state/state.js"
 */

/**
 * @param {Page} page
 * @returns {Feature}
 */
export function start(page) {
  const { t } = page;
  const sheet = find(document, "gs-sheet", GsSheet);
  document.fonts.addEventListener("loadingdone", () => sheet.fit());

  listen(page, sheet);

  /** The cell that is lit. @type {unknown} */
  let looked = null;

  /** What is asked for lights up, and the rest dims. @param {State} state */
  const light = (state) => {
    const next = lookedAt(state);
    looked = next;
    document.body.toggleAttribute("data-asking", next.isAsked);
    const lit = next.isAsked ? next.it : null;
    sheet.light(lit?.lit ?? new Set(), lit?.key ?? null);
  };

  /**
   * @param {State} state
   * @param {State} before
   */
  const rebuild = (state, before) => {
    const turned = state.trace.layout !== before.trace.layout;
    const boxes = turned && mayMove() ? sheet.boxes() : null;
    const { pictures } = state.shown.network;
    sheet.build(state.steps, { view: numbersOf(state), symbols: state.symbols, t, pictures });
    sheet.markTransposed(state.trace);
    if (boxes) sheet.flip(boxes);
  };

  /**
   * @param {State} state
   * @param {State} before
   */
  const show = (state, before) => {
    const changed = changes(state, before);
    const rebuilt = changed("steps");
    const view = numbersOf(state);
    if (rebuilt) rebuild(state, before);
    else if (changed("trace", "precision", "scope")) sheet.patch(view, changed("trace"));
    else if (changed("doc")) sheet.patchInputs(view);
    if (changed("precision")) sheet.fit();
    if (rebuilt || changed("position", "all"))
      sheet.reveal(state.all ? null : computed(state.steps, state.position), current(state), view);
    if (rebuilt || changed("along", "view")) sheet.follow(state.view === "paths" ? state.along : null);
    if (rebuilt || lookedAt(state) !== looked) light(state);
    if (changed("trace")) fade();
    if (changed("refusal")) showRefusal(sheet, state, before);
    if (changed("focus") && state.focus?.on === "sheet") sheet.focusRef(state.focus.ref);
  };

  return { show };
}

/**
 * @param {Page} page
 * @param {GsSheet} sheet
 */
function listen({ store, session, t }, sheet) {
  // A click on what a step computes opens the step.
  sheet.addEventListener("click", ({ target }) => {
    const it = target instanceof Element ? sheet.computedAt(target) : null;
    const { steps } = store.get();
    const position = it ? positionOf(steps, it.kind, it.name) : -1;
    if (position >= 0) emit(sheet, "gs-select", { position });
  });
  on(document, "gs-edit", ({ ref, value, live, text }) => session.edit(ref, value, live, text));
  on(document, "gs-cancel", () => session.cancel());
  on(document, "gs-ask", (detail) => {
    const { name, i, j } = detail.ref;
    detail.value = store.get().doc.values[name]?.[i]?.[j] ?? Number.NaN;
  });
  on(document, "gs-bad", ({ ref, text }) => {
    const message = t(text.trim() ? "edit.not-a-number" : "edit.empty", { text });
    store.set({ refusal: { ref, text, message } });
  });
}

/**
 * @param {GsSheet} sheet
 * @param {State} state
 * @param {State} before
 */
function showRefusal(sheet, { refusal }, before) {
  if (before.refusal) sheet.input(before.refusal.ref.name)?.accept();
  if (!refusal) return;
  sheet.input(refusal.ref.name)?.refuse(refusal.ref, refusal.message, refusal.text);
  setText(find(document, "#alert", HTMLElement), refusal.message);
}
