/** Small trees for tests, as the server writes them, and what is read of them. */
import { cell, refs } from "../../static/js/lib/cell.js";

/**
 * @import {Known, Rule} from "../../static/js/lib/cell/rule.js"
 * @import {Expr, Tree} from "../../static/js/types.js"
 */

/**
 * @param {string} name
 * @param {number} rows
 * @param {number} columns
 * @returns {Tree}
 */
export const value = (name, rows, columns) => ({ name, ...at(rows, columns, name) });

/**
 * @param {string} gradient
 * @param {number} rows
 * @param {number} columns
 * @returns {Tree}
 */
export const gradient = (gradient, rows, columns) => ({ gradient, ...at(rows, columns, `∂J/∂${gradient}`) });

/** @param {number} number @returns {Tree} */
export const number = (number) => ({ number, ...at(1, 1, String(number)) });

/**
 * @param {string} name
 * @param {Tree[]} args
 * @param {number} rows
 * @param {number} columns
 * @param {Partial<Tree>} [more]
 * @returns {Tree}
 */
export const op = (name, args, rows, columns, more = {}) => ({
  op: name,
  args,
  ...at(rows, columns, name),
  ...more,
});

/** @param {Tree} a @param {Tree} b */
export const matmul = (a, b) => op("matmul", [a, b], a.shape[0], b.shape[1], { mark: "·" });

/** @param {Tree} a */
export const transpose = (a) => op("transpose", [a], a.shape[1], a.shape[0]);

/** @param {string} name @param {Tree} a @param {Tree} b */
export const both = (name, a, b) =>
  op(name, [a, b], Math.max(a.shape[0], b.shape[0]), Math.max(a.shape[1], b.shape[1]), {
    mark: { add: "+", sub: "−", mul: "∘", div: "⊘", weighted: "∘", over: "⊘" }[name],
  });

/**
 * @param {number} rows
 * @param {number} columns
 * @param {string} text
 * @returns {{shape: [number, number], sizes: [string, string], mathml: string}}
 */
function at(rows, columns, text) {
  return {
    shape: [rows, columns],
    sizes: [String(rows), String(columns)],
    mathml: `<math><mi>${text}</mi></math>`,
  };
}

/**
 * Cell (i, j) of a tree by the rule of its operation alone.
 * @param {Record<string, Rule>} rules
 * @param {Tree} tree
 * @param {number} i
 * @param {number} j
 * @param {Known} [known]
 * @returns {Expr}
 */
export function byRule(rules, tree, i, j, known = () => undefined) {
  const read = {
    at: (/** @type {Tree} */ node, /** @type {number} */ m, /** @type {number} */ n) => cell(node, m, n),
    known,
  };
  return rules[tree.op ?? ""](read, { ...tree, args: tree.args ?? [] }, i, j);
}

/** The cells that are read: "A10" is in row 1, column 0. @param {Expr} expr */
export const cellsOf = (expr) =>
  refs(expr)
    .map((ref) => `${ref.name}${ref.i}${ref.j}`)
    .join(" ");
