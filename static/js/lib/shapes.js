/** Which shapes of matrices that are there already still fit a program. Knows no DOM. */

/** @import {Values} from "../types.js" */

/**
 * @typedef {[number, number]} Shape
 * @typedef {Record<string, Shape>} Shapes
 */

/**
 * @param {Values} values
 * @returns {Shapes}
 */
export function shapesOf(values) {
  return Object.fromEntries(Object.entries(values).map(([name, rows]) => [name, shapeOf(rows)]));
}

/**
 * @param {readonly { readonly length: number }[]} rows
 * @returns {Shape}
 */
export function shapeOf(rows) {
  return [rows.length, rows[0]?.length ?? 0];
}

/** @param {readonly number[]} shape */
export function shapeText([rows, columns]) {
  return `${rows}×${columns}`;
}

/**
 * @param {readonly number[] | undefined} a
 * @param {readonly number[] | undefined} b
 */
export function isSameShape(a, b) {
  return a !== undefined && b !== undefined && a[0] === b[0] && a[1] === b[1];
}

/**
 * The shapes that can stay together, first come first served: a letter stands for one number.
 * @param {{name: string, sizes: [string, string]}[]} inputs
 * @param {Shapes} present
 * @param {Shapes} [fixed]  these stay in any case
 * @returns {Shapes}
 */
export function consistent(inputs, present, fixed = {}) {
  /** @type {Map<string, number>} */
  const numbers = new Map([["1", 1]]);
  /** @type {Shapes} */
  const kept = {};
  const ordered = [...inputs].sort((a, b) => Number(b.name in fixed) - Number(a.name in fixed));
  for (const { name, sizes } of ordered) {
    const shape = fixed[name] ?? present[name];
    const known = (/** @type {string} */ label) => (/^\d+$/.test(label) ? Number(label) : numbers.get(label));
    if (!shape || sizes.some((label, k) => (known(label) ?? shape[k]) !== shape[k])) continue;
    if (sizes[0] === sizes[1] && shape[0] !== shape[1]) continue;
    for (const [k, label] of sizes.entries()) numbers.set(label, shape[k]);
    if (!(name in fixed)) kept[name] = shape;
  }
  return kept;
}
