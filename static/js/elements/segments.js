/** A switch of several positions, of which one is chosen. */
import { h, setAttribute } from "./dom.js";

/**
 * @template V
 * @param {{label: string, tag?: "div" | "span"}} how  what the switch is called
 * @param {{value: V, text: string, title?: string}[]} options
 * @param {(value: V, button: HTMLButtonElement) => void} act  one is chosen
 * @returns {{element: HTMLElement, show: (chosen: V) => void}}
 */
export function segments({ label, tag = "div" }, options, act) {
  const buttons = options.map(({ value, text, title }) => {
    const button = h("button", { type: "button", title }, text);
    button.addEventListener("click", () => act(value, button));
    return button;
  });
  return {
    element: h(tag, { class: "segments", role: "group", "aria-label": label }, ...buttons),
    show: (chosen) => {
      for (const [k, { value }] of options.entries())
        setAttribute(buttons[k], "aria-pressed", String(value === chosen));
    },
  };
}
