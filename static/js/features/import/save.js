/** All numbers to a file. */
import { h } from "../../elements/dom.js";

/** @import {Values} from "../../types.js" */

/**
 * All inputs as a file that can be imported again.
 * @param {Values} values
 */
export function save(values) {
  const rows = Object.entries(values).map(
    ([name, matrix]) => `${JSON.stringify(name)}: ${JSON.stringify(matrix.map((row) => [...row]))}`,
  );
  const url = URL.createObjectURL(new Blob([`{\n${rows.join(",\n")}\n}\n`], { type: "application/json" }));
  h("a", { href: url, download: "gradsheet-inputs.json" }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
