/** What the fitting of the sheet and of the bench have in common. */

/** So many times as large as on a desk. @param {HTMLElement} element */
export function scaleOf(element) {
  return Number.parseFloat(getComputedStyle(element).getPropertyValue("--scale")) || 1;
}

/**
 * The largest size that has room. Each look lays out the whole page, so the range is halved.
 * @param {number} low  has room
 * @param {number} high
 * @param {(size: number) => boolean} hasRoom
 */
export function largest(low, high, hasRoom) {
  let [least, most] = [0, Math.round((high - low) * 2)];
  while (least < most) {
    const middle = Math.ceil((least + most) / 2);
    if (hasRoom(low + middle / 2)) least = middle;
    else most = middle - 1;
  }
  return low + least / 2;
}
