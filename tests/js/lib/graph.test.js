import assert from "node:assert/strict";
import { test } from "node:test";
import { edge, graphOf } from "../../../static/js/lib/graph.js";

/** @import {Step} from "../../../static/js/wire.js" */

/**
 * @param {number} index
 * @param {"forward" | "backward"} phase
 * @param {string} quantity
 * @param {string[]} values  that it reads
 */
function step(index, phase, quantity, values) {
  const operands = [{ kind: "gradient", name: "g" }, ...values.map((name) => ({ kind: "value", name }))];
  return /** @type {Step} */ (
    /** @type {unknown} */ ({ index, phase, quantity, operands, title: `is ${quantity}` })
  );
}

/** z = W x, h = z + x, and back */
const STEPS = [
  step(0, "forward", "z", ["W", "x"]),
  step(1, "forward", "h", ["z", "x"]),
  step(2, "backward", "h", []),
  step(3, "backward", "W", ["x"]),
];

test("what is given stands before the first that reads it, each quantity once", () => {
  const { nodes } = graphOf(STEPS);
  assert.deepEqual(
    nodes.map(({ name, given }) => `${name}${given ? " given" : ""}`),
    ["W given", "x given", "z", "h"],
  );
});

test("a quantity knows its steps, and −1 where it has none", () => {
  const { nodes } = graphOf(STEPS);
  assert.deepEqual(
    nodes.map(({ name, forward, backward, title }) => [name, forward, backward, title]),
    [
      ["W", -1, 3, ""],
      ["x", -1, -1, ""],
      ["z", 0, -1, "is z"],
      ["h", 1, 2, "is h"],
    ],
  );
});

test("edges lead from what is read to what is computed of it; a gradient is no operand of a value", () => {
  const { nodes, edges } = graphOf(STEPS);
  assert.deepEqual(
    edges.map(({ from, to }) => edge(nodes[from].name, nodes[to].name)),
    ["W z", "x z", "z h", "x h"],
  );
});
