/** Reads a matrix from pasted text: a spreadsheet's, NumPy's, MATLAB's, or plain lines of numbers. */
import { readNumber } from "./format.js";

/**
 * @param {string} text
 * @returns {{rows: number[][]} | {problem: "empty" | "not-a-number" | "ragged", found?: string}}
 */
export function parseMatrix(text) {
  const rows = splitRows(text)
    .map(splitCells)
    .filter((row) => row.length > 0);
  if (rows.length === 0) return { problem: "empty" };
  const wrong = rows.flat().find((word) => Number.isNaN(readNumber(word)));
  if (wrong !== undefined) return { problem: "not-a-number", found: wrong };
  if (rows.some((row) => row.length !== rows[0].length)) return { problem: "ragged" };
  return { rows: rows.map((row) => row.map(readNumber)) };
}

/** @param {string} text */
function splitRows(text) {
  const inner = text
    .replace(/\b(np\.|numpy\.)?(array|tensor|torch\.tensor)\b/g, "")
    .replace(/dtype=[\w.]+/g, "")
    .replace(/[()]/g, "");
  const nested = [...inner.matchAll(/\[([^[\]]*)\]/g)].map((match) => match[1]);
  if (nested.length > 1) return nested;
  if (nested.length === 1 && /\[\s*\[/.test(inner)) return nested;
  return (nested[0] ?? inner).split(nested.length ? /;/ : /[\n;]/);
}

/** @param {string} row */
function splitCells(row) {
  const separator = row.includes("\t") ? /\t/ : /[\s,]+/;
  return row
    .split(separator)
    .map((word) => word.trim())
    .filter(Boolean);
}
