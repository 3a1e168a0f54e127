/** The label of a line of a derivation as a button that shows what the line cites. */
import { h } from "../dom.js";
import { identity } from "./late.js";

/** @import {CitedIdentity} from "../../wire.js" */

/**
 * @param {string} label
 * @param {string | null} key  of the first identity
 * @param {CitedIdentity[]} cited
 */
export function identityButton(label, key, cited) {
  const button = h(
    "button",
    { type: "button", class: "label", "data-identity": key, "aria-expanded": "false" },
    label,
  );
  /** @type {AbortController | null} */
  let opened = null;
  const close = () => {
    opened?.abort();
    opened = null;
    button.setAttribute("aria-expanded", "false");
  };
  const open = async () => {
    opened = new AbortController();
    const { signal } = opened;
    button.setAttribute("aria-expanded", "true");
    try {
      const { claims, show } = await identity.bring();
      if (!signal.aborted && button.isConnected) show(claims(label, cited), button, close, signal);
    } catch (error) {
      if (!signal.aborted) close();
      throw error;
    }
  };
  button.addEventListener("click", () => (opened ? close() : open()));
  return button;
}
