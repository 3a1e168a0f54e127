/** What is looked at: read off the state, and the same for all who draw it. Knows no element. */
import { keyOf } from "../lib/cell.js";
import { example, explain } from "../lib/explain.js";
import { memo } from "../lib/memo.js";
import { withDiagonal } from "../lib/trees.js";
import { createView } from "../lib/view.js";
import { clamp } from "./playback.js";

/**
 * @import {Explanation} from "../lib/explain.js"
 * @import {FullForm, Place, Subject, Trace} from "../types.js"
 * @import {Step} from "../wire.js"
 * @import {State} from "./state.js"
 */

/** The numbers as they are drawn. What is typed goes before the answer to it. */
export const numbersOf = memo(
  (/** @type {State} */ { trace, doc, shown, precision, scope }) => [trace, doc, shown, precision, scope],
  ({ trace, doc, shown, precision, scope }) =>
    createView(trace, doc.network === shown.network ? doc.values : {}, precision, scope),
);

/** @param {Pick<State, "steps" | "position">} state @returns {Step} */
export function current({ steps, position }) {
  return steps[clamp(steps, position)];
}

/** The full forms of the steps that are shown, where they were asked for and are there. @param {State} state */
export function jacobiansOf({ answers, steps }) {
  const known = answers.jacobians;
  return known && known.question.steps === steps ? known.answer : null;
}

/** The step on the bench, in the form in which it is drawn: drawn trees are alive as long as it is the same. */
export const placeOf = memo(
  (/** @type {State} */ state) => [current(state), state.form, fullOf(state)],
  (state) => /** @type {Place} */ ({ step: current(state), form: state.form, full: fullOf(state) }),
);

/** @param {State} state @returns {FullForm | null} */
function fullOf(state) {
  const step = current(state);
  if (state.form !== "full" || step.phase !== "backward") return null;
  return jacobiansOf(state)?.gradients[step.quantity] ?? null;
}

/**
 * @typedef {object} Looked
 * @property {Subject} subject  the cell that is explained
 * @property {boolean} isAsked  whether it was asked for: then the rest dims
 * @property {Explanation | null} it  null for what is not computed yet
 */

/** The cell that is explained: pointed at, else pinned, else that of the player, else one that shows much. */
export const lookedAt = memo(
  (/** @type {State} */ state) => [
    ...[state.trace, state.precision, state.scope, state.steps, placeOf(state)],
    ...[state.pin, state.hover, state.beat],
  ],
  (state) => {
    const asked = askedFor(state);
    const beat = isAlive(state.beat, state) ? state.beat : null;
    const view = numbersOf(state);
    const subject = asked ?? beat ?? example(current(state), view);
    const { step, form } = placeOf(state);
    const treeOf = (/** @type {Step} */ it) =>
      (form === "diag" && it === step && withDiagonal(it.tree)) || it.tree;
    const it = subject.computed ? explain(subject, view, state.steps, treeOf) : null;
    return /** @type {Looked} */ ({ subject, isAsked: asked !== null, it });
  },
);

/**
 * @param {State} state
 * @returns {Subject | null} what is pointed at, otherwise what is pinned
 */
function askedFor(state) {
  const { hover, pin } = state;
  const pinned = isAlive(pin, state) ? pin : null;
  if (!hover || !isAlive(hover, state)) return pinned;
  return pinned && keyOf(pinned.ref) === keyOf(hover.ref) ? pinned : hover;
}

/**
 * Sizes and trees may have changed under a cell that was asked for.
 * @param {Subject | null} subject
 * @param {State} state
 */
function isAlive(subject, state) {
  if (!subject) return false;
  if (subject.node) return isSamePlace(subject.place, placeOf(state));
  return isWithin(subject, state.trace);
}

/**
 * @param {Place | null | undefined} a
 * @param {Place} b
 */
function isSamePlace(a, b) {
  return a?.step === b.step && a.form === b.form && a.full === b.full;
}

/**
 * Whether a cell of a quantity is there.
 * @param {Pick<Subject, "ref">} subject
 * @param {Trace} trace
 */
export function isWithin({ ref }, { values, gradients }) {
  const matrix = (ref.kind === "value" ? values : gradients)[ref.name];
  return matrix !== undefined && ref.i < matrix.shape[0] && ref.j < matrix.shape[1];
}

/**
 * The cell of a gradient that a proof is about: what is pointed at or pinned, where it is one of its cells.
 * @param {Pick<State, "hover" | "pin">} state
 * @param {string} quantity
 * @param {readonly number[]} shape
 * @returns {Subject | undefined}
 */
export function askedIn({ hover, pin }, quantity, [rows, columns]) {
  const isOfIt = (/** @type {Subject} */ { node, ref }) =>
    !node && ref.kind === "gradient" && ref.name === quantity && ref.i < rows && ref.j < columns;
  return [hover, pin].filter((subject) => subject !== null).find(isOfIt);
}
