/** Dialogs that come when they are first wanted. */

/** @import {Late} from "../../lib/late.js" */

/**
 * Opens a dialog, unless another one was opened while it came.
 * @param {Late<{open: () => unknown}>} dialog
 */
export async function open(dialog) {
  const it = await dialog.bring();
  if (!document.querySelector("dialog[open]")) it.open();
}
