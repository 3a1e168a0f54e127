/** What not every sheet has. */
import { styled } from "../../elements/styles.js";
import { late } from "../../lib/late.js";

/** The strip above a long sheet. */
export const overview = late(async () => {
  const [{ GsOverview }] = await Promise.all([import("./overview.js"), styled("overview")]);
  return GsOverview;
});
