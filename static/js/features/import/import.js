/** The ways to numbers from files: a button, and files let go over the page. What reads them comes when it is wanted. */
import { open } from "../../elements/dialogs/opening.js";
import { find } from "../../elements/dom.js";
import { styled } from "../../elements/styles.js";
import { late } from "../../lib/late.js";
import { listenToDrops } from "./dropping.js";

/** @import {Page} from "../../state/page.js" */

/** @param {Page} page */
export function start(page) {
  const importer = late(async () => {
    const [{ importing }] = await Promise.all([import("./dialog.js"), styled("equations", "import")]);
    return importing(page);
  });
  find(document, "#open-import", HTMLButtonElement).addEventListener("click", () => open(importer));
  listenToDrops(async (files) => (await importer.bring()).drop(files));
}
