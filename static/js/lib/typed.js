/** Text as it is typed: places, names, and what buttons write into it. Knows no DOM. */

/**
 * @typedef {{text: string, from: number, to: number}} Typed  a text and what is selected in it
 * @typedef {{line?: number | null, column?: number | null, length?: number | null}} Place  1-based, in characters
 */

/**
 * Where a place is in the text, in units of UTF-16 as fields count them.
 * @param {string} text
 * @param {Place} place
 * @returns {{from: number, to: number} | null}
 */
export function rangeOf(text, { line, column, length }) {
  if (!line || !column) return null;
  const lines = text.split("\n");
  if (line > lines.length) return null;
  const start = lines.slice(0, line - 1).reduce((total, each) => total + each.length + 1, 0);
  const characters = [...lines[line - 1]];
  const units = (/** @type {number} */ count) => characters.slice(0, count).join("").length;
  return { from: start + units(column - 1), to: start + units(column - 1 + Math.max(1, length ?? 1)) };
}

/**
 * The name that each line binds, or "".
 * @param {string} text
 */
export function namesOf(text) {
  return text.split("\n").map((line) => line.match(/^\s*([\p{L}_][\p{L}\p{N}_]*)\s*=(?!=)/u)?.[1] ?? "");
}

/**
 * @param {Typed} typed
 * @param {string} template  "¦" stands for where the selection goes
 * @returns {Typed}
 */
export function withInserted({ text, from, to }, template) {
  const selected = text.slice(from, to);
  const [before, after = ""] = template.split("¦");
  const inserted = template.includes("¦") ? before + selected + after : before;
  const left = from + before.length;
  // Around a selection, the caret goes on: behind it all, or to the argument that is still to come.
  const caret = selected && after ? from + inserted.length - (after === ")" ? 0 : 1) : left;
  return { text: text.slice(0, from) + inserted + text.slice(to), from: caret, to: caret };
}
