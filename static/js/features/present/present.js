/** Presentation: the bench or the sheet alone on the screen, to be read from the last row. In the address, so in links, too. */

import { sayInAddress } from "../../elements/address.js";
import { find, setAttribute } from "../../elements/dom.js";
import { segments } from "../../elements/segments.js";
import { on } from "../../events.js";

/**
 * @import {Feature, Page} from "../../state/page.js"
 * @import {State} from "../../state/state.js"
 * @import {Presented} from "../../types.js"
 */

/** What B goes through. @type {(Presented | null)[]} */
const ROUND = [null, "bench", "sheet"];

/** What the address asks for. @returns {Presented | null} */
export function presentedBy() {
  const asked = new URLSearchParams(location.search).get("present");
  return ROUND.find((each) => each !== null && each === asked) ?? null;
}

/**
 * @param {Page} page
 * @returns {Feature}
 */
export function start({ store, t }) {
  const bar = find(document, "#presenting", HTMLElement);
  /** @param {Presented | null} presented */
  const present = (presented) => store.set({ presented });
  const options = ROUND.flatMap((value) => (value ? [{ value, text: t(`present.${value}`) }] : []));
  const what = segments({ label: t("present.what") }, options, present);
  bar.prepend(what.element);
  find(document, "#present", HTMLButtonElement).addEventListener("click", () => present("bench"));
  find(bar, "#end-presenting", HTMLButtonElement).addEventListener("click", () => present(null));
  find(bar, "#invert", HTMLButtonElement).addEventListener("click", invert);
  on(document, "gs-present", () => {
    const at = ROUND.indexOf(store.get().presented);
    present(ROUND[(at + 1) % ROUND.length]);
  });
  /** Escape lets go of a pinned cell first. */
  let isPinned = false;
  on(document, "gs-unpin", () => !isPinned && present(null));

  /**
   * @param {State} state
   * @param {State} before
   */
  const show = ({ presented, pin }, before) => {
    isPinned = pin !== null;
    if (presented === before.presented) return;
    setAttribute(document.body, "data-present", presented);
    bar.hidden = presented === null;
    if (presented) what.show(presented);
    sayInAddress("present", presented);
  };
  return { show };
}

/** Black on white, or white on black, for as long as the page is open. */
function invert() {
  const { documentElement } = document;
  const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  documentElement.dataset.theme = (documentElement.dataset.theme ?? system) === "dark" ? "light" : "dark";
}
