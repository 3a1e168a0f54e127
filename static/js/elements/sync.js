/** Drawing anew, without taking the focus away from who works with what is drawn. */

/** @typedef {{tag: string, key: string | null, k: number}} Turn  one level down: by key, or as the k-th of its tag */

/**
 * Makes these the children of `parent`. Those that are there already stay untouched, with all that they hold; where the
 * focus was in one that goes, it goes to what stands in its place now, with the text that was selected there.
 * @param {ParentNode & Node} parent
 * @param {...(Node | string)} nodes
 */
export function sync(parent, ...nodes) {
  const focused = focusIn(parent);
  const next = nodes.map((node) => (typeof node === "string" ? document.createTextNode(node) : node));
  const staying = new Set(next);
  for (const child of [...parent.childNodes]) if (!staying.has(child)) child.remove();
  for (const [k, node] of next.entries())
    if (parent.childNodes[k] !== node) parent.insertBefore(node, parent.childNodes[k] ?? null);
  focused?.(parent);
}

/**
 * @param {Node} parent
 * @returns {((parent: ParentNode & Node) => void) | null} gives the focus back; null where it is elsewhere
 */
function focusIn(parent) {
  const { activeElement } = document;
  if (!activeElement || activeElement === parent || !parent.contains(activeElement)) return null;
  const way = wayTo(activeElement, parent);
  const selected = selectedIn(activeElement);
  return (now) => {
    if (activeElement.isConnected && document.activeElement === activeElement) return;
    const [there, isWhole] = follow(now, way);
    const taker = takerOf(there, now);
    taker?.focus({ preventScroll: true });
    if (isWhole && selected && isText(taker)) taker.setSelectionRange(...selected);
  };
}

/**
 * @param {Element} element
 * @param {Node} parent
 * @returns {Turn[]} from the parent down
 */
function wayTo(element, parent) {
  /** @type {Turn[]} */
  const way = [];
  for (let it = element; it !== parent && it.parentElement; it = it.parentElement) {
    const alike = [...it.parentElement.children].filter(({ localName }) => localName === it.localName);
    way.unshift({ tag: it.localName, key: keyOf(it), k: alike.indexOf(it) });
  }
  return way;
}

/**
 * As far as the way leads now.
 * @param {ParentNode} parent
 * @param {Turn[]} way
 * @returns {[Element | null, boolean]} and whether that is to its end
 */
function follow(parent, way) {
  /** @type {Element | null} */
  let there = null;
  for (const turn of way) {
    const next = turnedFrom(there ?? parent, turn);
    if (!next) return [there, false];
    there = next;
  }
  return [there, true];
}

/**
 * @param {ParentNode} from
 * @param {Turn} turn
 * @returns {Element | null}
 */
function turnedFrom({ children }, { tag, key, k }) {
  const alike = [...children].filter(({ localName }) => localName === tag);
  if (key === null) return alike[Math.min(k, alike.length - 1)] ?? null;
  return alike.find((element) => keyOf(element) === key) ?? null;
}

/** What an element is recognised by, if it says so. @param {Element} element */
function keyOf(element) {
  return element.getAttribute("data-key");
}

/**
 * What can have the focus there, or about it.
 * @param {Element | null} there
 * @param {ParentNode & Node} parent
 * @returns {HTMLElement | null}
 */
function takerOf(there, parent) {
  for (let it = there; it; it = it.parentElement) {
    if (it instanceof HTMLElement && it.matches(FOCUSABLE)) return it;
    const inside = parent.contains(it) ? it.querySelector(FOCUSABLE) : null;
    if (inside instanceof HTMLElement) return inside;
  }
  return null;
}

const FOCUSABLE = "button:enabled, a[href], input:enabled, select:enabled, textarea:enabled, [tabindex]";

/** @param {Element} element @returns {[number, number] | null} */
function selectedIn(element) {
  return isText(element) ? [element.selectionStart ?? 0, element.selectionEnd ?? 0] : null;
}

/**
 * @param {Element | null} element
 * @returns {element is HTMLInputElement | HTMLTextAreaElement}
 */
function isText(element) {
  return (
    element instanceof HTMLTextAreaElement || (element instanceof HTMLInputElement && element.type === "text")
  );
}
