/** The ways to numbers from files: a button, and files let go over the page. What reads them comes when it is wanted. */
import { openLate } from "../../elements/dialogs/opening.js";
import { find } from "../../elements/dom.js";
import { styled } from "../../elements/styles.js";
import { late } from "../../lib/late.js";
import { listenToDrops } from "./dropping.js";

/** @import {Page} from "../../state/page.js" */

/** @param {Page} page */
export function start(page) {
  const importer = late(async () => {
    const [{ Import }] = await Promise.all([import("./dialog.js"), styled("equations", "import")]);
    return new Import(page);
  });
  find(document, "#open-import", HTMLButtonElement).addEventListener("click", () =>
    openLate(importer, (it) => it.open()),
  );
  listenToDrops(async (files) => (await importer.bring()).drop(files));
}
