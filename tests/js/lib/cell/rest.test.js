import assert from "node:assert/strict";
import { test } from "node:test";
import { REST } from "../../../../static/js/lib/cell/rest.js";
import { hasRule, rulesFor } from "../../../../static/js/lib/cell.js";
import { scalar } from "../../../../static/js/lib/evaluate.js";
import { matmul, number, op, transpose, value } from "../../trees.js";

// In this order: what has come stays.

test("a rule that comes late can be told from an operation that works cell by cell", () => {
  for (const name of Object.keys(REST)) assert.equal(scalar(name), undefined, name);
});

/** @param {string} name @param {import("../../../../static/js/types.js").Tree[]} args */
const column = (name, ...args) => op(name, args, 3, 1);
const x = value("x", 3, 1);

test("trees of what is here bring nothing, whatever stands around them", async () => {
  const product = matmul(value("W", 3, 3), x);
  await rulesFor([
    { tree: column("exp", product), data: new Float64Array(3), stable_tree: null },
    { tree: { ...column("relu", transpose(product)), definition: column("maximum", product, number(0)) } },
    { kind: "op", text: "conv2d" },
  ]);
  assert.equal(hasRule("reshape"), false);
  assert.equal(hasRule("sum"), true);
});

test("one that needs more brings it, however deep it stands", async () => {
  const flat = { ...column("flatten", x), definition: column("mul", x, column("reshape", x)) };
  await rulesFor({ steps: [{ contributions: [{ tree: column("tanh", flat) }] }] });
  for (const name of Object.keys(REST)) assert.equal(hasRule(name), true, name);
});
