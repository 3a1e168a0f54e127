/** Where in the steps we are, and what is computed there. */

/** @import {Step} from "../wire.js" */

/**
 * The step that the page opens on: the one that shows most, a backward product through a mask.
 * @param {Step[]} steps
 * @returns {number} position, from 0
 */
export function openingStep(steps) {
  const masked = steps.findIndex((step) => step.mask !== null && step.phase === "backward");
  if (masked >= 0) return masked;
  const backward = steps.findIndex((step) => step.phase === "backward" && step.identities?.length > 1);
  return backward >= 0 ? backward : steps.length - 1;
}

/**
 * @param {Step[]} steps
 * @param {number} position
 * @returns {number}
 */
export function clamp(steps, position) {
  return Math.max(0, Math.min(steps.length - 1, position));
}

/**
 * Names of what has been computed when step `position` is done. Inputs are not in it: they are given.
 * @param {Step[]} steps
 * @param {number} position
 */
export function computed(steps, position) {
  const done = steps.slice(0, position + 1);
  const of = (/** @type {string} */ phase) =>
    new Set(done.filter((step) => step.phase === phase).map((step) => step.quantity));
  return { values: of("forward"), gradients: of("backward") };
}

/**
 * The gradient that a proof is about: the one of the current step, or on the way forward one that shows much.
 * @param {{steps: Step[], position: number}} state
 * @param {(quantity: string) => boolean} prefers
 * @returns {Step | undefined}
 */
export function gradientStep({ steps, position }, prefers) {
  const step = steps[clamp(steps, position)];
  if (step.phase === "backward") return step;
  const backward = steps.filter(({ phase }) => phase === "backward");
  return backward.find(({ quantity }) => prefers(quantity)) ?? backward[0];
}
