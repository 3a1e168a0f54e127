/** Shows where the cell that is asked for comes from: in the panel, on the sheet and on the bench. */

import { keyOf } from "../../lib/cell.js";
import { example, explain } from "../../lib/explain.js";
import { formatFull, formatNumber } from "../../lib/format.js";
import { plain, withDiagonal } from "../../lib/trees.js";
import { clamp, positionOf } from "../../state/playback.js";
import { cellTitle } from "./clipboard.js";
import { byTouch, nameOf } from "./panel.js";

/**
 * @import {Explanation, Subject} from "../../lib/explain.js"
 * @import {View} from "../../lib/view.js"
 * @import {State} from "../../state/state.js"
 * @import {Translate} from "../../types.js"
 * @import {Step} from "../../wire.js"
 * @import {GsBench} from "../bench/bench.js"
 * @import {GsSheet} from "../sheet/sheet.js"
 * @import {Context, Explained, GsCell} from "./panel.js"
 */

/**
 * @typedef {{sheet: GsSheet, bench: GsBench, panel: GsCell}} Places
 */

/**
 * @param {Places} places
 * @param {Translate} t
 */
export function createExplainer({ sheet, bench, panel }, t) {
  /**
   * @param {Set<string>} keys
   * @param {string | null} subject
   * @param {boolean} asked  then the rest dims
   */
  const light = (keys, subject, asked) => {
    document.body.toggleAttribute("data-asking", asked);
    sheet.light(asked ? keys : new Set(), asked ? subject : null);
    bench.light(keys, subject);
  };

  /**
   * @param {State} state
   * @param {View} view
   */
  const show = (state, view) => {
    const step = state.steps[clamp(state.steps, state.position)];
    const isAlive = (/** @type {Subject | null} */ subject) => stillThere(subject, view, bench);
    const asked = askedFor(state, isAlive);
    const subject = asked ?? (isAlive(state.beat) ? state.beat : null) ?? example(step, view);
    const context = { symbols: state.symbols, trace: state.trace, t };
    const base = {
      ...EMPTY,
      title: cellTitle(subject, state, view),
      name: nameOfCell(subject, view, context),
    };
    if (!subject.computed) {
      const { kind, name } = subject.ref;
      const position = positionOf(state.steps, kind, name);
      panel.show({ ...base, full: "…", note: t("cell.later", { n: position + 1 }), step: position }, context);
      light(new Set(), null, true);
      return;
    }
    const treeOf = (/** @type {Step} */ it) =>
      (state.form === "diag" && it === step && withDiagonal(it.tree)) || it.tree;
    const it = explain(subject, view, state.steps, treeOf);
    panel.show({ ...base, ...explained(subject, it, view, state, asked, t) }, context);
    light(it.lit, it.key, asked !== null);
  };
  return { show };
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
 * @param {State} state
 * @param {(subject: Subject | null) => boolean} isAlive
 * @returns {Subject | null} what is pointed at, otherwise what is pinned
 */
function askedFor({ hover, pin }, isAlive) {
  const pinned = isAlive(pin) ? pin : null;
  if (!hover || !isAlive(hover)) return pinned;
  return pinned && keyOf(pinned.ref) === keyOf(hover.ref) ? pinned : hover;
}

/**
 * Sizes may have changed under a cell that was asked for.
 * @param {Subject | null} subject
 * @param {View} view
 * @param {GsBench} bench
 */
function stillThere(subject, view, bench) {
  if (!subject) return false;
  if (subject.node) return bench.has(subject.node);
  const { shape } = view.matrix(subject.ref.kind, subject.ref.name);
  return subject.ref.i < shape[0] && subject.ref.j < shape[1];
}

/**
 * @param {Subject} subject
 * @param {Explanation} it
 * @param {View} view
 * @param {State} state
 * @param {Subject | null} asked
 * @param {Translate} t
 */
function explained({ ref, node }, it, view, state, asked, t) {
  const isInput = !node && ref.kind === "value" && view.isInput(ref.name);
  const pinned = asked !== null && asked === state.pin;
  return {
    shown: formatNumber(it.value, state.precision),
    full: formatFull(it.value),
    arithmetic: it.arithmetic,
    note: it.arithmetic ? "" : t(isInput ? `cell.given${byTouch()}` : "cell.nothing"),
    pinned,
    example: asked === null,
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
  if (!node) return nameOf(ref, context);
  return context.t("cell.edit", { name: plain(node, view.trace), row: i + 1, column: j + 1 });
}
