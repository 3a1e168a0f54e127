/** Small trees for tests, as the server writes them. */

/**
 * @typedef {import("../../static/js/types.js").Tree} Tree
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
