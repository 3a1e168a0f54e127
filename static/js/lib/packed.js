/** Large matrices travel as bytes: little-endian float64, row by row, in base64. Knows no DOM. */
import { recent } from "./recent.js";
import { flatOf, isLarge, rowsOver } from "./rows.js";
import { shapeOf } from "./shapes.js";

/**
 * @import {Values} from "../types.js"
 * @import {Packed} from "../wire.js"
 */

/** Bytes at a time: groups of three, so that the texts of the parts are the text of the whole. */
const CHUNK = 3 * 2 ** 12;
/** As many as a body has: an edit changes one matrix, and the others need not be written again. */
const MOST_CHARACTERS = 2 ** 25;

/**
 * By the browser where it can: three times as fast.
 * @param {Float64Array} numbers
 * @returns {string}
 */
export function toBase64(numbers) {
  const bytes = new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
  const writes = /** @type {Uint8Array & {toBase64?: () => string}} */ (bytes);
  return writes.toBase64?.() ?? inParts(bytes);
}

/** @param {Uint8Array} bytes */
function inParts(bytes) {
  /** @type {string[]} */
  const parts = [];
  for (let k = 0; k < bytes.length; k += CHUNK) {
    const part = /** @type {unknown} */ (bytes.subarray(k, k + CHUNK)); // reads like a list, without being copied into one
    parts.push(btoa(String.fromCharCode.apply(null, /** @type {number[]} */ (part))));
  }
  return parts.join("");
}

/**
 * @param {string} base64
 * @returns {Float64Array}
 */
export function fromBase64(base64) {
  const reader = /** @type {{fromBase64?: (text: string) => Uint8Array<ArrayBuffer>}} */ (Uint8Array);
  const bytes = reader.fromBase64?.(base64) ?? bytesOf(atob(base64));
  return new Float64Array(bytes.buffer);
}

/** @param {string} binary  a character a byte */
function bytesOf(binary) {
  const bytes = new Uint8Array(binary.length);
  for (let k = 0; k < bytes.length; k++) bytes[k] = binary.charCodeAt(k);
  return bytes;
}

const written = recent(
  MOST_CHARACTERS,
  (text) => text.length,
  (/** @type {number[][]} */ rows) => toBase64(flatOf(rows)),
);

/**
 * A matrix as it is sent.
 * @param {number[][]} rows
 * @returns {number[][] | Packed}
 */
export function packed(rows) {
  return isLarge(rows) ? { shape: shapeOf(rows), data: written(rows) } : rows;
}

/**
 * A matrix as it came.
 * @param {unknown} value  rows, or packed
 * @returns {number[][]}
 */
export function rowsOf(value) {
  const { shape, data } = /** @type {Partial<Packed>} */ (value);
  return shape && data !== undefined ? rowsOver(fromBase64(data), shape) : /** @type {number[][]} */ (value);
}

/**
 * @param {Values} values
 * @returns {Record<string, number[][] | Packed>}
 */
export function packedValues(values) {
  return Object.fromEntries(Object.entries(values).map(([name, rows]) => [name, packed(rows)]));
}

/**
 * @param {Record<string, unknown>} values
 * @returns {Values}
 */
export function unpackedValues(values) {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, rowsOf(value)]));
}

/**
 * Matrices whose data may have come as base64: each is decoded when it is first read.
 * @param {Record<string, {shape: [number, number]}>} matrices
 */
export function unpack(matrices) {
  for (const matrix of Object.values(matrices)) unpackData(matrix, matrix.shape);
}

/**
 * @param {object} matrix  with its data
 * @param {[number, number]} shape
 */
function unpackData(matrix, shape) {
  const { data } = /** @type {{data: unknown}} */ (matrix);
  if (typeof data !== "string") return;
  /** @type {number[][] | null} */
  let rows = null;
  Object.defineProperty(matrix, "data", {
    enumerable: true,
    get: () => {
      rows ??= rowsOf({ shape, data });
      return rows;
    },
  });
}

/**
 * @template {{values: Record<string, {shape: [number, number]}>, gradients: Record<string, {shape: [number, number]}>,
 *   paths?: Record<string, {paths: object[], by_step: object[]}>}} T
 * @param {T} trace
 * @returns {T}
 */
export function unpacked(trace) {
  unpack(trace.values);
  unpack(trace.gradients);
  for (const [name, { paths, by_step }] of Object.entries(trace.paths ?? {}))
    for (const along of [...paths, ...by_step]) unpackData(along, trace.gradients[name].shape);
  return trace;
}
