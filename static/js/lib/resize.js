/** New sizes keep the numbers that both have. Knows no DOM. */
import { flatOf } from "./rows.js";

/** @import {Values} from "../types.js" */

/** A size named of 1 loses its letter, which stands for nothing then; less there is not. */
export const LEAST_SIZE = 1;

/**
 * @param {Values} present
 * @param {Values} fresh      drawn in the new sizes
 * @param {(name: string) => boolean} isTarget  such a one must still add up to the same
 * @returns {Values}
 */
export function resized(present, fresh, isTarget) {
  return Object.fromEntries(
    Object.entries(fresh).map(([name, rows]) => {
      const before = present[name];
      if (!before) return [name, rows];
      return [name, isTarget(name) ? keptTarget(before, rows) : keptBlock(before, rows)];
    }),
  );
}

/**
 * @param {number[][]} before
 * @param {number[][]} fresh
 */
export function keptBlock(before, fresh) {
  return fresh.map((row, i) => row.map((value, j) => before[i]?.[j] ?? value));
}

/**
 * A target gets zeros where it grows; where it loses what it says, a fresh one is taken.
 * @param {number[][]} before
 * @param {number[][]} fresh
 */
export function keptTarget(before, fresh) {
  const kept = fresh.map((row, i) => row.map((_, j) => before[i]?.[j] ?? 0));
  const grows = fresh[0].length > before[0].length;
  return total(kept) === total(before) && !grows ? kept : fresh;
}

/** @param {number[][]} rows */
function total(rows) {
  return flatOf(rows).reduce((sum, value) => sum + value, 0);
}

/**
 * The number behind each label that can be chosen, read off the inputs.
 * @param {Record<string, {shape: [number, number], sizes: string[]}>} matrices
 * @param {string[]} [fixed]  the labels that follow from others
 * @returns {Record<string, number>}
 */
export function sizesOf(matrices, fixed = []) {
  /** @type {Record<string, number>} */
  const found = {};
  for (const { shape, sizes } of Object.values(matrices)) {
    sizes.forEach((label, k) => {
      if (!/^\d+$/.test(label) && !fixed.includes(label)) found[label] = shape[k];
    });
  }
  return found;
}
