/** Numbers that are to be drawn: what is wanted, at once, and what it comes to when they are there. Knows no element. */
import { withCell } from "../lib/fitted.js";
import { resized, sizesOf } from "../lib/resize.js";
import { isSameShape, shapeOf, shapesOf } from "../lib/shapes.js";

/**
 * @import {Scheme, Values} from "../types.js"
 * @import {Doc, Fresh, Numbers} from "./state.js"
 */

/** The seed and the scheme that are wanted. @param {Pick<Numbers, "doc" | "fresh">} state */
export function drawnBy({ doc, fresh }) {
  const { seed, scheme } = fresh ?? doc;
  return { seed, scheme };
}

/**
 * The sizes that can be chosen, as they are wanted.
 * @param {Pick<Numbers, "doc" | "fresh" | "trace" | "symbols">} state
 * @returns {Record<string, number>}
 */
export function sizesWanted({ doc, fresh, trace, symbols }) {
  const entries = Object.entries(shapesOf(doc.values)).map(
    ([name, shape]) =>
      /** @type {const} */ ([name, { shape, sizes: trace.values[name]?.sizes ?? ["1", "1"] }]),
  );
  return { ...sizesOf(Object.fromEntries(entries), symbols.fixed), ...fresh?.sizes };
}

/**
 * @param {Numbers} state
 * @param {number} seed
 * @param {Scheme} scheme
 * @returns {Fresh}
 */
export function redrawn(state, seed, scheme) {
  return {
    sizes: sizesWanted(state),
    seed,
    scheme,
    keeps: false,
    after: [],
    inherited: 0,
    before: state.fresh,
  };
}

/**
 * Another size. Of numbers that are still to come nothing can be kept.
 * @param {Numbers} state
 * @param {string} label
 * @param {number} size
 * @returns {Fresh}
 */
export function resizedTo(state, label, size) {
  const { fresh } = state;
  const sizes = { ...sizesWanted(state), [label]: size };
  const after = fresh?.after ?? [];
  return {
    ...drawnBy(state),
    sizes,
    keeps: fresh?.keeps ?? true,
    after,
    inherited: after.length,
    before: fresh,
  };
}

/**
 * The numbers that came, with all that was done meanwhile.
 * @param {Pick<Numbers, "doc" | "trace">} state
 * @param {Fresh} fresh
 * @param {Values} values  that were drawn
 * @returns {Doc}
 */
export function withFresh({ doc, trace }, { seed, scheme, keeps, after }, values) {
  const isTarget = (/** @type {string} */ name) => trace.values[name]?.role === "target";
  const begun = keeps ? resized(doc.values, values, isTarget) : values;
  return { ...doc, values: keeps ? begun : after.reduce((all, act) => act(all), begun), seed, scheme };
}

/**
 * What was done between two states of the numbers, to be done to others.
 * @param {Values} before
 * @param {Values} now
 * @returns {(values: Values) => Values}
 */
export function changeBetween(before, now) {
  const changed = Object.entries(now).filter(([name, rows]) => rows !== before[name]);
  return (values) => {
    const others = changed.filter(([name]) => values[name]);
    const moves = others.map(([name, rows]) => [name, moved(values[name], before[name], rows)]);
    return { ...values, ...Object.fromEntries(moves) };
  };
}

/**
 * @param {number[][]} there
 * @param {number[][]} before
 * @param {number[][]} now
 * @returns {number[][]}
 */
function moved(there, before, now) {
  const [shape, wanted] = [shapeOf(there), shapeOf(now)];
  const isWhole = !before || !isSameShape(shapeOf(before), wanted);
  if (isWhole) return isSameShape(shape, wanted) ? now : there;
  let rows = there;
  for (let i = 0; i < Math.min(shape[0], wanted[0]); i++) {
    for (let j = 0; j < Math.min(shape[1], wanted[1]); j++)
      if (!Object.is(now[i][j], before[i][j])) rows = withCell(rows, { i, j }, now[i][j]);
  }
  return rows;
}
