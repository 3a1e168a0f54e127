/** Names with an index in prose: "W_Q" and "∂J/∂b_y", where Unicode has no small letters for the index. Knows no DOM. */

const LETTER = "\\p{Script=Latin}\\p{Script=Greek}\\p{Script=Cyrillic}";
/** What goes on with a bracket is an operation as it is called: max_pool(X, 2). */
const INDEXED = new RegExp(
  `(?<![\\d_])([${LETTER}][${LETTER}\\p{M}]*)_([${LETTER}\\d]+)(?![${LETTER}\\d_(])`,
  "gu",
);

/**
 * @param {string} text
 * @returns {{text: string, index: string}[]} pieces that make up the text; each ends with a name that has this index, or with none
 */
export function indexed(text) {
  /** @type {{text: string, index: string}[]} */
  const pieces = [];
  let at = 0;
  for (const { 0: whole, 2: index, index: start } of text.matchAll(INDEXED)) {
    const end = start + whole.length;
    pieces.push({ text: text.slice(at, end - index.length - 1), index });
    at = end;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), index: "" });
  return pieces;
}
