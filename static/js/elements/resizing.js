/** What is fitted into its place is fitted again when the place has another size, and not when its own fitting is what was seen. */

/**
 * @param {HTMLElement} element
 * @param {() => void} fit  ends by calling what is returned
 * @returns {() => void} says that the element is fitted for the size that it has now
 */
export function fitOnResize(element, fit) {
  let fitted = "";
  const size = () => `${element.clientWidth} ${element.clientHeight}`;
  new ResizeObserver(() => {
    if (size() === fitted) return;
    fitted = ""; // what is out of sight is not fitted: then it will be when it is seen again
    fit();
  }).observe(element);
  return () => {
    fitted = size();
  };
}
