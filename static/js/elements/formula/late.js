/** Forms of a derivation that are drawn when they are first asked for. */
import { late } from "../../lib/late.js";
import { styled } from "../styles.js";

/** Steps with their Jacobians whole. */
export const fullForm = late(async () => {
  const [module] = await Promise.all([import("./full.js"), styled("full")]);
  return module;
});

/** What a line of a derivation cites. */
export const identity = late(async () => {
  const [module] = await Promise.all([import("./identity.js"), styled("identity")]);
  return module;
});
