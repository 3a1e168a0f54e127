/** The computation graph of a program, in the order of its lines. Knows no DOM. */

/** @import {Step} from "../wire.js" */

/**
 * @typedef {{name: string, given: boolean, forward: number, backward: number, title: string}} Quantity  with the positions of its steps; −1 for none
 * @typedef {{from: number, to: number}} Edge  from an operand to what it goes into, by place in the row
 */

/** How an edge is written. @param {string} from @param {string} to */
export function edge(from, to) {
  return `${from} ${to}`;
}

/**
 * @param {Step[]} steps
 * @returns {{nodes: Quantity[], edges: Edge[]}}
 */
export function graphOf(steps) {
  /** @type {Map<string, number>} */
  const places = new Map();
  /** @type {Quantity[]} */
  const nodes = [];
  /** @type {Edge[]} */
  const edges = [];
  const backward = new Map(
    steps.filter(({ phase }) => phase === "backward").map((step) => [step.quantity, step.index]),
  );
  const add = (/** @type {string} */ name, /** @type {Step | null} */ step) => {
    places.set(name, nodes.length);
    nodes.push({
      name,
      given: step === null,
      forward: step?.index ?? -1,
      backward: backward.get(name) ?? -1,
      title: step?.title ?? "",
    });
  };
  for (const step of steps) {
    if (step.phase !== "forward") continue;
    const operands = step.operands.filter(({ kind }) => kind === "value").map(({ name }) => name);
    for (const name of operands) if (!places.has(name)) add(name, null);
    add(step.quantity, step);
    const to = nodes.length - 1;
    for (const name of operands) edges.push({ from: /** @type {number} */ (places.get(name)), to });
  }
  return { nodes, edges };
}
