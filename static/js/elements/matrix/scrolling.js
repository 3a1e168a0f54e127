/**
 * A table in a box that may be too small for it: the cells that are meant come into view. Sizes are those that the browser
 * tells after it has laid out the page; to ask for them while one points at cells would make it lay out the page for each.
 */

/**
 * @typedef {{width: number, height: number}} Size
 * @typedef {{i: number, j: number}} Place
 */

/** @type {WeakMap<Element, (size: Size) => void>} */
const told = new WeakMap();
const watcher = new ResizeObserver((entries) => {
  for (const { target, contentRect } of entries) told.get(target)?.(contentRect);
});

/** What is a pixel or so outside is seen. */
const SLACK = 1;

export class Scrolling {
  #box;
  #table;
  #shape;
  /** @type {Size} */
  #room = { width: 0, height: 0 };
  /** @type {Size} */
  #whole = { width: 0, height: 0 };
  #at = { left: 0, top: 0 };
  /** @type {Place[]} */
  #meant = [];

  /**
   * @param {HTMLElement} box
   * @param {HTMLElement} table
   * @param {[number, number]} shape  of the table, all of whose cells have one size
   */
  constructor(box, table, shape) {
    this.#box = box;
    this.#table = table;
    this.#shape = shape;
    box.addEventListener(
      "scroll",
      () => {
        this.#at = { left: box.scrollLeft, top: box.scrollTop };
      },
      { passive: true },
    );
    told.set(box, (size) => {
      this.#room = size;
      this.#follow();
    });
    told.set(table, (size) => {
      this.#whole = size;
      this.#follow();
    });
  }

  watch() {
    watcher.observe(this.#box);
    watcher.observe(this.#table);
  }

  unwatch() {
    watcher.unobserve(this.#box);
    watcher.unobserve(this.#table);
  }

  /** One of these at least is to be seen, until others are meant. @param {Place[]} places */
  show(places) {
    const isSame = places.length === this.#meant.length && places.every((at, k) => same(at, this.#meant[k]));
    this.#meant = places;
    if (!isSame) this.#follow();
  }

  #follow() {
    const { width, height } = this.#room;
    const isWhole = this.#whole.width <= width + SLACK && this.#whole.height <= height + SLACK;
    if (isWhole || !width || this.#meant.length === 0 || this.#meant.some((at) => this.#isSeen(at))) return;
    const [x, y, across, down] = this.#boxOf(this.#meant[0]);
    const to = { left: x + across / 2 - width / 2, top: y + down / 2 - height / 2 };
    this.#at = to;
    requestAnimationFrame(() => this.#box.scrollTo({ ...to, behavior: "instant" }));
  }

  /** @param {Place} place */
  #isSeen(place) {
    const [x, y, across, down] = this.#boxOf(place);
    const { left, top } = this.#at;
    const isBetween = (/** @type {number} */ from, /** @type {number} */ size, /** @type {number} */ room) =>
      from >= -SLACK && from + size <= room + SLACK;
    return isBetween(x - left, across, this.#room.width) && isBetween(y - top, down, this.#room.height);
  }

  /** Where a cell stands in the table, and its size. @param {Place} place */
  #boxOf({ i, j }) {
    const [rows, columns] = this.#shape;
    const [across, down] = [this.#whole.width / columns, this.#whole.height / rows];
    return [j * across, i * down, across, down];
  }
}

/**
 * @param {Place} a
 * @param {Place} b
 */
function same(a, b) {
  return a.i === b.i && a.j === b.j;
}
