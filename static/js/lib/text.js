/**
 * Puts parameters into a text: "step {n} of {m}".
 * @param {string} template
 * @param {Record<string, string | number>} [params]
 * @returns {string}
 */
export function fill(template, params = {}) {
  return template.replace(/\{(\w+)\}/g, (whole, /** @type {string} */ name) =>
    name in params ? String(params[name]) : whole,
  );
}

/**
 * "1, 2 and 3"
 * @param {(string | number)[]} items
 * @param {string} comma
 * @param {string} and
 */
export function listed(items, comma, and) {
  if (items.length < 2) return items.join("");
  return items.slice(0, -1).join(comma) + and + items[items.length - 1];
}
