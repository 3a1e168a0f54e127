/** The steps of a sheet, by what they compute. Knows no DOM. */

/**
 * @import {Kind} from "../types.js"
 * @import {Step} from "../wire.js"
 */

/** So many equations are seen at a glance. */
const FEW = 6;

/**
 * @param {Step[]} steps
 * @param {Kind} kind
 * @param {string} name
 * @returns {number} position of the step that computes it, −1 for an input
 */
export function positionOf(steps, kind, name) {
  const phase = kind === "value" ? "forward" : "backward";
  return steps.findIndex((step) => step.phase === phase && step.quantity === name);
}

/**
 * Whether so many equations want an overview, wherever they are seen.
 * @param {Step[]} steps
 */
export function isLong(steps) {
  return steps.filter(({ phase }) => phase === "forward").length > FEW;
}
