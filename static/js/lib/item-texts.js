/** What is written beside matrices: numbers, powers, parts. Knows no DOM. */
import { cell } from "./cell.js";
import { formatFull, fromWire } from "./format.js";
import { isScalar } from "./trees.js";

/** @import {Tree} from "../types.js" */

/**
 * @param {Tree} node  a number, or what is written in its place
 * @returns {string}
 */
export function numberText(node) {
  if (node.number === undefined) return node.symbol ?? "";
  return formatFull(fromWire(node.number));
}

/** @param {Tree} node */
export function counted(node) {
  const expr = cell(node, 0, 0);
  return "number" in expr ? String(expr.number) : "";
}

/**
 * The exponent, with a sign where each cell is raised by itself.
 * @param {Tree} node
 * @param {Tree | undefined} exponent
 */
export function power(node, exponent) {
  return `${isScalar(node) ? "" : "∘"}${exponent ? numberText(exponent) : "2"}`;
}

/**
 * From and to of a slice, and its step unless that is 1; an end that nobody named is left out.
 * @param {Tree} node
 * @param {Tree[]} args
 */
export function part({ axis }, [, ...bounds]) {
  const [start, stop, step] = bounds.map((it) => (Number.isFinite(Number(it.number)) ? numberText(it) : ""));
  const range = step === "1" ? `${start}:${stop}` : `${start}:${stop}:${step}`;
  return axis ? `:, ${range}` : `${range}, :`;
}
