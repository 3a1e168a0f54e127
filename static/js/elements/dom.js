/** Small hands for building elements. */

/** @typedef {Record<string, string | number | boolean | null | undefined>} Attributes */

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Attributes} [attributes]
 * @param {...(Node | string | null | undefined)} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function h(tag, attributes = {}, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

/**
 * The same for drawings.
 * @template {keyof SVGElementTagNameMap} K
 * @param {K} tag
 * @param {Attributes} [attributes]
 * @param {...(Node | string | null | undefined)} children
 * @returns {SVGElementTagNameMap[K]}
 */
export function s(tag, attributes = {}, ...children) {
  return filled(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

/**
 * @template {Element} E
 * @param {E} element
 * @param {Attributes} attributes
 * @param {(Node | string | null | undefined)[]} children
 */
function filled(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) setAttribute(element, name, value);
  for (const child of children) if (child != null) element.append(child);
  return element;
}

/**
 * Writes only what changes something. false, null and undefined take the attribute away.
 * @param {Element} element
 * @param {string} name
 * @param {string | number | boolean | null | undefined} value
 */
export function setAttribute(element, name, value) {
  if (value === false || value == null) {
    if (element.hasAttribute(name)) element.removeAttribute(name);
    return;
  }
  const text = value === true ? "" : String(value);
  if (element.getAttribute(name) !== text) element.setAttribute(name, text);
}

/**
 * @param {Element} element
 * @param {string} text
 */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * What a control is called besides what is seen on it. In place of its text it would be called something that nobody sees,
 * and could not be spoken to.
 * @param {string} text
 */
export function alsoSaid(text) {
  return h("span", { class: "hidden" }, ` ${text}`);
}

/**
 * @template {Element} E
 * @param {ParentNode} root
 * @param {string} selector
 * @param {new () => E} type
 * @returns {E}
 */
export function find(root, selector, type) {
  const element = root.querySelector(selector);
  if (!(element instanceof type)) throw new Error(`no ${selector}`);
  return element;
}

/** Whether things may move. */
export function mayMove() {
  return !matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/**
 * Moves an element to where it stands now from where it stood before.
 * @param {Element} element
 * @param {string} from  a transform
 */
export function slide(element, from) {
  if (!mayMove()) return;
  const transformOrigin = "0 0";
  element.animate(
    [
      { transform: from, transformOrigin },
      { transform: "none", transformOrigin },
    ],
    { duration: 700, easing: "cubic-bezier(.4, 0, .2, 1)" },
  );
}

/**
 * @param {Element} element
 * @param {Element} box  that scrolls
 */
export function isWithin(element, box) {
  const [inner, outer] = [element.getBoundingClientRect(), box.getBoundingClientRect()];
  const isBetween = (/** @type {"left" | "top"} */ from, /** @type {"right" | "bottom"} */ to) =>
    inner[from] >= outer[from] - 1 && inner[to] <= outer[to] + 1;
  return isBetween("left", "right") && isBetween("top", "bottom");
}

/**
 * Scrolls a box, and nothing about it, until an element is in its middle.
 * @param {Element} element
 * @param {Element} box
 */
export function center(element, box) {
  const [inner, outer] = [element.getBoundingClientRect(), box.getBoundingClientRect()];
  box.scrollLeft += inner.left + inner.width / 2 - outer.left - outer.width / 2;
  box.scrollTop += inner.top + inner.height / 2 - outer.top - outer.height / 2;
}
