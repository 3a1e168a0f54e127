/** The address of the page says what is on it, so that it can be kept and sent on. */

/**
 * @param {string} key
 * @param {string | null} value  null: what goes without saying
 */
export function sayInAddress(key, value) {
  const url = new URL(location.href);
  if (url.searchParams.get(key) === value) return;
  if (value === null) url.searchParams.delete(key);
  else url.searchParams.set(key, value);
  history.replaceState(null, "", url);
}
