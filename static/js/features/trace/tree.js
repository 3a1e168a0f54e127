/** A tree whose branches are made when they are opened, with the keys of ARIA's pattern of a tree. */
import { h, setAttribute } from "../../elements/dom.js";

/**
 * @template T
 * @typedef {object} Kind  what a tree is a tree of
 * @property {(value: T) => boolean} opens      whether something may hang on it
 * @property {(value: T) => Branch<T>} branch   what hangs on it
 * @property {(value: T) => (Node | string)[]} face  what is seen of it, and what it is called
 * @property {(n: number) => string} more       "12 more"
 * @property {(value: T) => void} go            it was chosen
 * @property {(value: T | null) => void} point  it is pointed at; null: none is
 */

/**
 * @template T
 * @typedef {{values: T[], note: string}} Branch  the note stands below the last one; "" for none
 */

/** A fan of more is cut, and goes on when it is asked to. */
const FAN = 12;

/** @template T */
export class Tree {
  /** What stands at an item. @type {Map<Element, {value: T, group: HTMLElement | null} | (() => void)>} */
  #at = new Map();
  kind;
  element;

  /**
   * @param {string} label
   * @param {T} root
   * @param {Kind<T>} kind
   */
  constructor(label, root, kind) {
    this.kind = kind;
    this.element = h("ul", { role: "tree", "aria-label": label });
    this.#grow(this.element, { values: [root], note: "" }, 0, FAN, 1);
    const [first] = this.#items();
    first.tabIndex = 0;
    this.#open(first);
    this.element.addEventListener("keydown", (event) => this.#press(event));
    this.element.addEventListener("click", (event) => this.#click(event));
    this.element.addEventListener("focusin", (event) => this.#rove(itemOf(event)));
    this.element.addEventListener("focusout", () => kind.point(null));
    // Only what moves points: a tree that has just come under a resting pointer is not pointed at.
    this.element.addEventListener("pointermove", (event) => this.#over(itemOf(event)));
    this.element.addEventListener("pointerleave", () => this.#over(null));
  }

  /** Puts the focus into the tree. */
  enter() {
    this.#items()
      .find((item) => item.tabIndex === 0)
      ?.focus();
  }

  /** Writes the faces anew: the numbers have changed. */
  refresh() {
    for (const [item, at] of this.#at) if (typeof at === "object") this.#draw(item, at.value);
  }

  /**
   * @param {HTMLElement} list
   * @param {Branch<T>} branch
   * @param {number} from
   * @param {number} to
   * @param {number} level
   * @returns {HTMLElement | undefined} the first item that has come
   */
  #grow(list, branch, from, to, level) {
    const { values, note } = branch;
    const come = values.slice(from, to).map((value, k) => {
      const item = this.#item(level, { "aria-posinset": from + k + 1, "aria-setsize": values.length });
      this.#at.set(item, { value, group: null });
      this.#draw(item, value);
      if (this.kind.opens(value)) item.setAttribute("aria-expanded", "false");
      return item;
    });
    if (to < values.length) come.push(this.#more(list, branch, to, level));
    else if (note) come.push(this.#note(note, level));
    // What hangs on an item stands beside it, not in it: else all that would be seen on it.
    list.append(...come.map((item) => h("li", { role: "none" }, item)));
    return come[0];
  }

  /**
   * @param {number} level
   * @param {Record<string, string | number>} [more]
   */
  #item(level, more = {}) {
    const item = h("div", { role: "treeitem", "aria-level": level, tabindex: -1, ...more });
    item.style.setProperty("--level", String(level - 1));
    return item;
  }

  /**
   * @param {Element} item
   * @param {T} value
   */
  #draw(item, value) {
    item.replaceChildren(...this.kind.face(value));
  }

  /**
   * As many again as stand there already.
   * @param {HTMLElement} list
   * @param {Branch<T>} branch
   * @param {number} from
   * @param {number} level
   */
  #more(list, branch, from, level) {
    const item = this.#note(this.kind.more(branch.values.length - from), level);
    item.classList.add("more");
    this.#at.set(item, () => {
      this.#at.delete(item);
      const first = this.#grow(list, branch, from, 2 * from, level);
      first?.focus();
      item.parentElement?.remove();
    });
    return item;
  }

  /**
   * @param {string} text
   * @param {number} level
   */
  #note(text, level) {
    const item = this.#item(level);
    item.append(text);
    return item;
  }

  /** Those that are seen, from top to bottom. */
  #items() {
    /** @type {NodeListOf<HTMLElement>} */
    const all = this.element.querySelectorAll("[role=treeitem]");
    return [...all].filter((item) => !item.closest("[hidden]"));
  }

  /** @param {HTMLElement | null} item */
  #point(item) {
    const at = item && this.#at.get(item);
    this.kind.point(typeof at === "object" && at ? at.value : null);
  }

  /** The item under the pointer. @type {HTMLElement | null} */
  #under = null;

  /** @param {HTMLElement | null} item */
  #over(item) {
    if (item === this.#under) return;
    this.#under = item;
    this.#point(item);
  }

  /** @param {HTMLElement | null} item */
  #rove(item) {
    for (const other of this.element.querySelectorAll("[tabindex='0']")) setAttribute(other, "tabindex", -1);
    if (item) item.tabIndex = 0;
    this.#point(item);
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    const item = itemOf(event);
    if (!item || event.ctrlKey || event.metaKey || event.altKey) return;
    /** @type {Record<string, () => void>} */
    const acts = {
      ArrowDown: () => this.#focusFrom(item, 1),
      ArrowUp: () => this.#focusFrom(item, -1),
      Home: () => this.#items()[0].focus(),
      End: () => this.#items().at(-1)?.focus(),
      ArrowRight: () => (item.ariaExpanded === "true" ? this.#focusFrom(item, 1) : this.#open(item)),
      ArrowLeft: () => (item.ariaExpanded === "true" ? this.#close(item) : parentOf(item)?.focus()),
      Enter: () => this.#go(item),
      " ": () => this.#go(item),
    };
    if (!acts[event.key]) return;
    event.preventDefault();
    event.stopPropagation();
    acts[event.key]();
  }

  /**
   * @param {HTMLElement} item
   * @param {number} by
   */
  #focusFrom(item, by) {
    const items = this.#items();
    items[items.indexOf(item) + by]?.focus();
  }

  /** @param {MouseEvent} event */
  #click(event) {
    const item = itemOf(event);
    if (!item) return;
    const toggles = event.target instanceof Element && event.target.closest(".twist");
    if (!toggles) return this.#go(item);
    if (item.ariaExpanded === "true") this.#close(item);
    else this.#open(item);
    item.focus();
  }

  /** @param {HTMLElement} item */
  #go(item) {
    const at = this.#at.get(item);
    if (typeof at === "function") at();
    else if (at) this.kind.go(at.value);
  }

  /** @param {HTMLElement} item */
  #open(item) {
    const at = this.#at.get(item);
    if (typeof at === "function") return at();
    if (!at || !this.kind.opens(at.value)) return;
    if (!at.group) {
      at.group = h("ul", { role: "group" });
      const level = Number(item.ariaLevel) + 1;
      if (!this.#grow(at.group, this.kind.branch(at.value), 0, FAN, level))
        return setAttribute(item, "aria-expanded", null);
      item.after(at.group);
    }
    at.group.hidden = false;
    item.setAttribute("aria-expanded", "true");
  }

  /** @param {HTMLElement} item */
  #close(item) {
    const at = this.#at.get(item);
    if (typeof at === "object" && at.group) at.group.hidden = true;
    item.setAttribute("aria-expanded", "false");
  }
}

/** @param {Event} event @returns {HTMLElement | null} */
function itemOf({ target }) {
  return target instanceof Element ? target.closest("[role=treeitem]") : null;
}

/** @param {HTMLElement} item @returns {HTMLElement | null} */
function parentOf(item) {
  return item.closest("[role=group]")?.parentElement?.querySelector("[role=treeitem]") ?? null;
}
