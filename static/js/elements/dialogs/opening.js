/** Dialogs that come when they are first wanted. */

/** @import {Late} from "../../lib/late.js" */

/**
 * Opens a dialog, unless another one was opened while it came.
 * @template D
 * @param {Late<D>} dialog
 * @param {(it: D) => unknown} how
 */
export async function openLate(dialog, how) {
  const it = await dialog.bring();
  if (!document.querySelector("dialog[open]")) how(it);
}
