/** The full forms of all steps, asked for when they are first wanted. Like the steps, they do not depend on the numbers. */
import { fullForm } from "../../elements/formula/late.js";
import { canvas } from "../../elements/late.js";
import { answering, askPart } from "../../state/answers.js";

/** @import {Page} from "../../state/page.js" */

/** @param {Page} page */
export function start(page) {
  answering(page, "jacobians", {
    question: ({ form, steps }) => (form === "full" ? { steps } : null),
    ask: async (_, signal) => {
      const [{ jacobians }] = await Promise.all([
        askPart(page, "jacobians", signal),
        fullForm.bring(),
        canvas.bring(),
      ]);
      return jacobians ?? { sizes: {}, gradients: {} };
    },
  });
}
