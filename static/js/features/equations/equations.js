/** The way to the editor of the equations, which comes when it is wanted. */

import { openLate } from "../../elements/dialogs/opening.js";
import { find } from "../../elements/dom.js";
import { styled } from "../../elements/styles.js";
import { on } from "../../events.js";
import { late } from "../../lib/late.js";
import { collectKeys } from "./early.js";

/** @import {Page} from "../../state/page.js" */

/** @param {Page} page */
export function start(page) {
  const editor = late(async () => {
    const [{ Equations }] = await Promise.all([import("./dialog.js"), styled("equations")]);
    return new Equations(page);
  });
  let isOpening = false;
  const open = async () => {
    if (isOpening) return;
    isOpening = true;
    const early = collectKeys();
    try {
      await openLate(editor, (it) => !early.isGivenUp && it.open(early.text));
    } finally {
      early.stop();
      isOpening = false;
    }
  };
  find(document, "#open-equations", HTMLButtonElement).addEventListener("click", open);
  on(document, "gs-open", ({ what }) => what === "equations" && open());
}
