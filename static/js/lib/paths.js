/** A gradient as the sum of what comes along its paths from the loss. Knows no DOM. */
import { edge } from "./graph.js";

/** @import {Expr, GradientPaths, Path, Trace, Way, WireNumber} from "../types.js" */

/**
 * @typedef {Record<string, GradientPaths>} Told  by gradient, those near the loss first
 *
 * @typedef {object} Link  a quantity on the way
 * @property {string} name
 * @property {boolean} leapt      a fusion leaps over it
 * @property {number | null} use  which of its uses, where the quantity before reads it more than once
 * @property {number} uses        of so many
 *
 * @typedef {object} Term  one path, or the paths that come by the same last step
 * @property {string} name        of what comes along it, as a gradient of its own
 * @property {Link[]} links       from the loss inward; of several paths only the last step
 * @property {string | null} mathml  the chain rule along it; null for several paths
 * @property {number | string} count  of its paths
 * @property {Way} way            where it goes
 * @property {WireNumber[][] | null} data  null where it was too much to send
 *
 * @typedef {{name: string, count: number, by: string[], paths: number | null}} Signal
 *   a gradient on the way: used so often, by these, and on so many of the paths, where they are listed
 */

/**
 * What the gradient by `quantity` is the sum of.
 * @param {Told} told
 * @param {string} quantity
 * @returns {Term[]}
 */
export function termsOf(told, quantity) {
  const { listed, paths, by_step } = told[quantity];
  if (listed) return paths.map((path, k) => termOf(told, path.chain, { ...path, name: `#${k}`, count: 1 }));
  return by_step.map(({ via, through, use, count, data }, k) => {
    const between = through === null ? [] : [{ name: through, leapt: true, use: null }];
    const chain = [{ name: via, leapt: false, use: null }, ...between, { name: quantity, leapt: false, use }];
    const term = termOf(told, chain, { name: `#${k}`, mathml: null, count, data });
    return { ...term, way: wayTo(told, via, term.way) };
  });
}

/**
 * @param {Told} told
 * @param {Path["chain"]} chain
 * @param {Omit<Term, "links" | "way">} rest
 * @returns {Term}
 */
function termOf(told, chain, { name, mathml, count, data }) {
  const links = chain.map((link, n) => ({ ...link, uses: usesOf(told, chain, n) }));
  const names = chain.map((link) => link.name);
  return { name, mathml, count, data, links, way: { on: new Set(names), edges: edgesOf(names) } };
}

/** @param {string[]} names  from the loss inward */
function edgesOf(names) {
  return new Set(names.slice(1).map((name, k) => edge(name, names[k])));
}

/**
 * How often the quantity before reads the one at `n`.
 * @param {Told} told
 * @param {Path["chain"]} chain
 * @param {number} n
 */
function usesOf(told, chain, n) {
  const { name, use } = chain[n];
  if (use === null) return 1;
  const through = chain[n - 1].leapt ? chain[n - 1].name : null;
  const via = chain[through === null ? n - 1 : n - 2].name;
  return told[name].by_step.filter((step) => step.via === via && step.through === through).length;
}

/**
 * Everywhere that paths from the loss to a quantity go.
 * @param {Told} told
 * @param {string} quantity
 * @param {Way} [rest]  how they go on from there
 * @returns {Way}
 */
function wayTo(told, quantity, rest = { on: new Set(), edges: new Set() }) {
  const [on, edges] = [new Set(rest.on), new Set(rest.edges)];
  const seen = new Set([quantity]);
  for (const name of seen) {
    for (const { via, through } of told[name]?.by_step ?? []) {
      const names = through === null ? [via, name] : [via, through, name];
      for (const found of edgesOf(names)) edges.add(found);
      for (const found of names) on.add(found);
      seen.add(via);
    }
  }
  return { on, edges };
}

/**
 * The gradients on the way to that by `quantity`, from the loss on, and how often each is used.
 * @param {Told} told
 * @param {string} quantity
 * @returns {Signal[]}
 */
export function signalsOf(told, quantity) {
  const { on: found } = wayTo(told, quantity);
  const { listed, paths } = told[quantity];
  return Object.entries(told)
    .filter(([name]) => name !== quantity && found.has(name))
    .map(([name, { uses }]) => {
      const on = paths.filter(({ chain }) => chain.some((link) => link.name === name)).length;
      return { name, ...uses, paths: listed ? on : null };
    });
}

/**
 * The trace with what comes along each path as a gradient of its own, so that it is drawn like one.
 * @param {Trace} trace
 * @param {string} quantity
 * @param {Term[]} terms
 * @param {(k: number) => string} nameOf  in words
 * @returns {Trace}
 */
export function withTerms(trace, quantity, terms, nameOf) {
  const gradients = { ...trace.gradients };
  for (const [k, { name, data }] of terms.entries())
    if (data) gradients[name] = { ...trace.gradients[quantity], symbol: nameOf(k), data };
  return { ...trace, gradients };
}

/**
 * One cell of the gradient as the sum over its paths.
 * @param {Term[]} terms
 * @param {number} i
 * @param {number} j
 * @returns {Expr}
 */
export function sumAt(terms, i, j) {
  return { op: "sum", args: terms.map(({ name }) => ({ ref: { kind: "gradient", name, i, j } })) };
}
