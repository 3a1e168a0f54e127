/** Arrays that came out of files. Knows no DOM. */
import { transposed } from "./rows.js";

/** @import {FileAnswer} from "../types.js" */

/**
 * @typedef {{name: string, shape: [number, number], data: number[][]}} Found
 * @typedef {{array: string, transposed: boolean}} Choice
 * @typedef {{file: string, answer: FileAnswer}} Read
 */

/**
 * The arrays of several files under one roof: where two have the same name, the file is named too.
 * @param {Read[]} read
 * @returns {{found: Found[], assignment: Record<string, Choice>, skipped: {name: string, reason: string}[]}}
 */
export function gathered(read) {
  /** @type {Found[]} */
  const found = [];
  /** @type {Record<string, Choice>} */
  const assignment = {};
  for (const { file, answer } of read) {
    /** @type {Map<string, string>} */
    const names = new Map();
    for (const [name, { shape, data }] of Object.entries(answer.arrays)) {
      const own = found.some((other) => other.name === name) ? `${file}: ${name}` : name;
      names.set(name, own);
      found.push({ name: own, shape, data });
    }
    for (const [target, { array, transposed }] of Object.entries(answer.assignment ?? {}))
      assignment[target] ??= { array: names.get(array) ?? array, transposed };
  }
  return { found, assignment, skipped: read.flatMap(({ answer }) => answer.skipped) };
}

/**
 * The numbers that were chosen, by input.
 * @param {Found[]} found
 * @param {Record<string, Choice>} choices
 * @returns {Record<string, number[][]>}
 */
export function chosen(found, choices) {
  const entries = Object.entries(choices).flatMap(([name, { array, transposed: isTurned }]) => {
    const it = found.find((other) => other.name === array);
    return it ? [[name, isTurned ? transposed(it.data) : it.data]] : [];
  });
  return Object.fromEntries(entries);
}
