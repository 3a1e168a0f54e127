/** A box beside an element, over all else and wholly in the window. */

const GAP = 4;

/**
 * Shows a box below an element, or above it where there is no room, and keeps it there until the box is removed.
 * @param {HTMLElement} box  a popover
 * @param {Element} element
 */
export function showBeside(box, element) {
  box.showPopover();
  const follow = new AbortController();
  const place = () => {
    if (!box.isConnected) return follow.abort();
    const [at, { width, height }] = [element.getBoundingClientRect(), box.getBoundingClientRect()];
    const isBelow = at.bottom + GAP + height <= innerHeight;
    const left = Math.max(GAP, Math.min(at.left, innerWidth - GAP - width));
    box.style.setProperty("top", `${isBelow ? at.bottom + GAP : at.top - GAP - height}px`);
    box.style.setProperty("left", `${left}px`);
  };
  place();
  const always = { capture: true, passive: true, signal: follow.signal };
  addEventListener("scroll", place, always);
  addEventListener("resize", place, always);
}
