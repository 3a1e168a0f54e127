/** What can be put into the equations by a button: operations and Greek letters. One stop of the Tab key each. */
import { emit, h } from "./dom.js";

/** @typedef {{face: string, text: string}} Key */

const SIGNS = [
  ["·", " @ "],
  ["∘", " * "],
  ["+", " + "],
  ["−", " - "],
  ["⊘", " / "],
  ["ⁿ", "**2"],
  ["ᵀ", ".T"],
  ["ŷ", "_hat"],
];
const ONE =
  "relu leaky_relu elu sigmoid tanh softplus gelu silu softmax log_softmax exp log sqrt square abs sum mean max norm";
const TWO = "maximum minimum dot outer concat cross_entropy squared_error binary_cross_entropy";
const GREEK =
  "alpha α beta β gamma γ delta δ epsilon ε zeta ζ eta η theta θ kappa κ lambda λ mu μ nu ν xi ξ pi π rho ρ sigma σ tau τ phi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Phi Φ Psi Ψ Omega Ω";

/** @returns {Record<string, Key[]>} */
function groups() {
  const words = GREEK.split(" ");
  return {
    signs: SIGNS.map(([face, text]) => ({ face, text })),
    functions: [
      ...ONE.split(" ").map((name) => ({ face: name, text: `${name}(¦)` })),
      ...TWO.split(" ").map((name) => ({ face: name, text: `${name}(¦, )` })),
    ],
    greek: words.flatMap((name, k) => (k % 2 ? [] : [{ face: words[k + 1], text: name }])),
  };
}

export class GsPalette extends HTMLElement {
  /** @param {import("../main.js").Translate} t */
  build(t) {
    this.replaceChildren(
      ...Object.entries(groups()).map(([name, keys]) => {
        const buttons = keys.map(({ face, text }, k) => {
          const says = text.replace("¦", "").trim();
          const label = face === says || says.startsWith(face) ? face : `${face} ${says}`;
          const attributes = { type: "button", "aria-label": label, title: says, tabindex: k ? -1 : 0 };
          const button = h("button", attributes, face);
          button.addEventListener("click", () => emit(this, "gs-insert", { text }));
          return button;
        });
        const bar = h("div", { role: "toolbar", class: `bar ${name}`, "aria-label": t(`palette.${name}`) });
        bar.append(...buttons);
        bar.addEventListener("keydown", (event) => rove(event, buttons));
        return h(
          "div",
          { class: "group" },
          h("span", { class: "caption", "aria-hidden": "true" }, t(`palette.${name}`)),
          bar,
        );
      }),
    );
  }
}

/**
 * @param {KeyboardEvent} event
 * @param {HTMLButtonElement[]} buttons
 */
function rove(event, buttons) {
  const at = buttons.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
  /** @type {Record<string, number>} */
  const goals = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 };
  const goal = goals[event.key];
  if (at < 0 || goal === undefined) return;
  event.preventDefault();
  const next = buttons[(goal + buttons.length) % buttons.length];
  for (const button of buttons) button.tabIndex = button === next ? 0 : -1;
  next.focus();
}

customElements.define("gs-palette", GsPalette);
