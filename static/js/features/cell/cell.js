/** The cell: what is pointed at or pinned, and how one goes on from there. */
import { find } from "../../elements/dom.js";
import { on } from "../../events.js";
import { keyOf } from "../../lib/cell.js";
import { cellName } from "../../lib/cell-name.js";
import { formatFull, formatNumber } from "../../lib/format.js";
import { positionOf } from "../../lib/steps.js";
import { plain } from "../../lib/trees.js";
import { lookedAt, numbersOf, placeOf } from "../../state/looked.js";
import { cellTitle, clipboard } from "./clipboard.js";
import { byTouch, GsCell } from "./element.js";

/**
 * @import {View} from "../../lib/view.js"
 * @import {Feature, Page} from "../../state/page.js"
 * @import {Looked} from "../../state/looked.js"
 * @import {State} from "../../state/state.js"
 * @import {Ref, Subject, Translate} from "../../types.js"
 * @import {Context, Explained} from "./element.js"
 */

/**
 * @param {Page} page
 * @returns {Feature}
 */
export function start(page) {
  const { t } = page;
  const panel = find(document, "gs-cell", GsCell);
  clipboard(page);
  listen(page, panel);
  /** What the panel shows. @type {unknown[]} */
  let drawn = [];

  /**
   * @param {State} state
   * @param {State} before
   */
  const show = (state, before) => {
    const looked = lookedAt(state);
    const next = [looked, state.steps, state.pin, state.trail, state.tracing];
    if (next.some((part, k) => part !== drawn[k])) {
      drawn = next;
      const context = { symbols: state.symbols, trace: state.trace, t };
      panel.show(explained(looked, state, context), context);
    }
    if (state.focus !== before.focus && state.focus?.on === "panel") panel.enter();
  };
  return { show };
}

/**
 * @param {Page} page
 * @param {GsCell} panel
 */
function listen({ store }, panel) {
  /** A drawn matrix that is no quantity is known by where it stands. @param {Subject} subject @param {Event} event */
  const placed = (subject, { target }) => {
    const isOnBench = target instanceof Element && target.closest("gs-bench") !== null;
    return subject.node ? { ...subject, place: isOnBench ? placeOf(store.get()) : null } : subject;
  };

  /** @param {Subject | null} pin */
  const pinTo = (pin) => {
    const { pin: before } = store.get();
    const isInside = panel.contains(document.activeElement);
    const focus =
      isInside && before ? { focus: /** @type {const} */ ({ on: "sheet", ref: before.ref }) } : {};
    store.set({ pin, trail: [], hover: null, ...focus });
  };

  /** From the pinned cell to another, with a way back. @param {Ref} ref */
  const follow = (ref) => {
    const { pin, trail } = store.get();
    const next = { ref, node: null, i: ref.i, j: ref.j, computed: true };
    store.set({ pin: next, trail: pin ? [...trail, pin] : trail, hover: null });
  };
  const enter = () => store.set({ focus: { on: "panel" } });

  on(document, "gs-hover", (hover, event) => {
    store.set({ hover: placed(hover, event) });
    store.flush(); // the panel follows the pointer at once
  });
  on(document, "gs-leave", () => store.set({ hover: null }));
  on(document, "gs-pin", ({ again, ...pin }, event) => {
    const { pin: before } = store.get();
    if (again && before && keyOf(before.ref) === keyOf(pin.ref)) enter();
    else pinTo(placed(pin, event));
  });
  on(document, "gs-unpin", () => pinTo(null));
  on(document, "gs-follow", ({ ref }) => {
    follow(ref);
    enter();
  });
  on(document, "gs-walk", ({ ref }) => follow(ref));
  on(document, "gs-back", ({ k }) => {
    const { trail } = store.get();
    store.set({ pin: trail[k], trail: trail.slice(0, k), hover: null });
    enter();
  });
}

/** @type {Omit<Explained, "title" | "name">} */
const EMPTY = {
  shown: "",
  full: "",
  arithmetic: null,
  note: "",
  pinned: false,
  example: false,
  trail: [],
  step: -1,
  matrix: "",
  editable: false,
  tracing: false,
};

/**
 * @param {Looked} looked
 * @param {State} state
 * @param {Context} context
 * @returns {Explained}
 */
function explained({ subject, isAsked, it }, state, context) {
  const { t } = context;
  const view = numbersOf(state);
  const { ref, node } = subject;
  const base = { ...EMPTY, title: cellTitle(subject, state, view), name: nameOfCell(subject, view, context) };
  if (!it) {
    const position = positionOf(state.steps, ref.kind, ref.name);
    return { ...base, full: "…", note: t("cell.later", { n: position + 1 }), step: position };
  }
  const isInput = !node && ref.kind === "value" && view.isInput(ref.name);
  const pinned = isAsked && subject === state.pin;
  return {
    ...base,
    shown: formatNumber(it.value, state.precision),
    full: formatFull(it.value),
    arithmetic: it.arithmetic,
    note: it.arithmetic ? "" : t(isInput ? `cell.given${byTouch()}` : "cell.nothing"),
    pinned,
    example: !isAsked,
    trail: pinned ? state.trail.map((from) => from.ref) : [],
    step: it.step?.index ?? -1,
    matrix: node ? "" : view.matrix(ref.kind, ref.name).symbol,
    editable: isInput,
    tracing: state.tracing,
  };
}

/**
 * @param {Subject} subject
 * @param {View} view
 * @param {Context} context
 */
function nameOfCell({ ref, node, i, j }, view, context) {
  if (!node) return cellName(ref, context);
  return context.t("cell.edit", { name: plain(node, view.trace), row: i + 1, column: j + 1 });
}
