/** What the buttons of the palette put into the equations. Knows no DOM. */
import { COMPARISONS } from "./comparisons.js";

/** @import {OperationResponse as Operation} from "../wire.js" */

/**
 * @typedef {{face: string, text: string}} Key  the text has a ¦ where the cursor comes to stand
 */

/** How signs after an argument are typed. @type {Record<string, Key>} */
const AFTER = {
  "**": { face: "ⁿ", text: "**2" },
  ".T": { face: "ᵀ", text: ".T" },
  "[:]": { face: "[:]", text: "[¦:, :]" },
};
const NAMES = { face: "ŷ", text: "_hat" };
const GREEK =
  "alpha α beta β gamma γ delta δ epsilon ε zeta ζ eta η theta θ kappa κ lambda λ mu μ nu ν xi ξ pi π rho ρ sigma σ tau τ phi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Phi Φ Psi Ψ Omega Ω";

/**
 * Group by group, in the order in which the server tells them; Greek letters come last.
 * @param {Operation[]} operations
 * @returns {Record<string, Key[]>}
 */
export function keysOf(operations) {
  /** @type {Record<string, Key[]>} */
  const groups = {};
  for (const operation of operations) {
    const key = operation.sign ? signOf(operation, operation.sign) : functionOf(operation);
    if (key) groups[operation.group] = [...(groups[operation.group] ?? []), key];
  }
  if (groups.signs) groups.signs.push(NAMES);
  const words = GREEK.split(" ");
  return {
    ...groups,
    greek: words.flatMap((name, k) => (k % 2 ? [] : [{ face: words[k + 1], text: name }])),
  };
}

/**
 * @param {Operation} operation
 * @param {string} sign
 * @returns {Key | null} null for a sign before its argument, which is the same as one between two
 */
function signOf({ name, mark, args }, sign) {
  if (AFTER[sign]) return AFTER[sign];
  return args.length === 2 ? { face: mark ?? COMPARISONS[name] ?? sign, text: ` ${sign} ` } : null;
}

/**
 * @param {Operation} operation
 * @returns {Key}
 */
function functionOf({ name, args, constants }) {
  const said = constants.filter((constant) => constant.default === null).length;
  const count = args[0].startsWith("*") ? 2 : args.length + said;
  return { face: name, text: `${name}(¦${", ".repeat(count - 1)})` };
}
