/** Style sheets of what comes when it is first wanted. */
import { find, h } from "./dom.js";

/** @type {Map<string, Promise<void>>} */
const coming = new Map();

/**
 * @param {...string} names
 * @returns {Promise<unknown>} when all of them are there; an error where one does not come, and the next one who wants it tries again
 */
export function styled(...names) {
  return Promise.all(names.map((name) => coming.get(name) ?? bring(name)));
}

/**
 * The style sheets of a page stand beside each other, under an address that says which version they are of.
 * @param {string} name
 */
function bring(name) {
  const first = find(document, "link[rel=stylesheet]", HTMLLinkElement);
  const link = h("link", { rel: "stylesheet", href: new URL(`${name}.css`, first.href).href });
  /** @type {Promise<void>} */
  const here = new Promise((done, fail) => {
    link.addEventListener("load", () => done());
    link.addEventListener("error", () => {
      coming.delete(name);
      link.remove();
      fail(new Error(`${name}.css did not come`));
    });
  });
  coming.set(name, here);
  document.head.append(link);
  return here;
}
