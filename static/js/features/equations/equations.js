/** The way to the editor of the equations, which comes when it is wanted. */
import { open } from "../../elements/dialogs/opening.js";
import { find } from "../../elements/dom.js";
import { styled } from "../../elements/styles.js";
import { on } from "../../events.js";
import { late } from "../../lib/late.js";

/** @import {Page} from "../../state/page.js" */

/** @param {Page} page */
export function start(page) {
  const editor = late(async () => {
    const [{ equations }] = await Promise.all([import("./dialog.js"), styled("equations")]);
    return equations(page);
  });
  find(document, "#open-equations", HTMLButtonElement).addEventListener("click", () => open(editor));
  on(document, "gs-open", ({ what }) => what === "equations" && open(editor));
}
