/** What a cell of a quantity is called in words. Knows no DOM. */

/** @import {Ref, Trace, Translate} from "../types.js" */

/**
 * @param {Ref} ref
 * @param {{trace: Trace, t: Translate}} context
 */
export function cellName({ kind, name, i, j }, { trace, t }) {
  const { symbol } = (kind === "value" ? trace.values : trace.gradients)[name];
  return t("cell.edit", { name: symbol, row: i + 1, column: j + 1 });
}
