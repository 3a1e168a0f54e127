/** Reads trees and numbers from standard input, and answers with the arithmetic of all their cells and what it gives. */
import { cell, rulesFor } from "../../static/js/lib/cell.js";
import { evaluate } from "../../static/js/lib/evaluate.js";

/**
 * @typedef {import("../../static/js/types.js").Tree} Tree
 * @typedef {Record<"value" | "gradient", Record<string, number[][]>>} Numbers
 */

/** @type {{trees: Tree[], numbers: Numbers}[]} */
const asked = JSON.parse(await text(process.stdin));
await rulesFor(asked);
const answers = asked.map(({ trees, numbers }) => trees.map((tree) => answer(tree, numbers)));
process.stdout.write(JSON.stringify(answers, (_, value) => (isNotFinite(value) ? String(value) : value)));

/**
 * @param {Tree} tree
 * @param {Numbers} numbers
 */
function answer(tree, numbers) {
  const [rows, columns] = tree.shape;
  const all = (/** @type {(i: number, j: number) => unknown} */ of) =>
    Array.from({ length: rows }, (_, i) => Array.from({ length: columns }, (_, j) => of(i, j)));
  const lookup = (/** @type {import("../../static/js/types.js").Ref} */ { kind, name, i, j }) =>
    numbers[kind][name][i][j];
  const known = (/** @type {import("../../static/js/types.js").Ref} */ ref) =>
    ref.kind === "value" ? lookup(ref) : undefined;
  return {
    cells: all((i, j) => cell(tree, i, j)),
    numbers: all((i, j) => evaluate(cell(tree, i, j), lookup)),
    chosen: all((i, j) => evaluate(cell(tree, i, j, known), lookup)),
  };
}

/** @param {unknown} value */
function isNotFinite(value) {
  return typeof value === "number" && !Number.isFinite(value);
}

/** @param {AsyncIterable<unknown>} stream */
async function text(stream) {
  let found = "";
  for await (const part of stream) found += part;
  return found;
}
