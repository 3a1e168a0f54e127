/** What is typed for a field that is still to come. */

/** Until it is stopped, keys that write are kept, and do nothing else. Escape gives up. */
export function collectKeys() {
  const it = { text: "", isGivenUp: false, stop: () => removeEventListener("keydown", keep, true) };
  const keep = (/** @type {KeyboardEvent} */ event) => {
    const isWritten = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (isWritten) it.text += event.key;
    else if (event.key === "Enter") it.text += "\n";
    else if (event.key === "Backspace") it.text = it.text.slice(0, -1);
    else if (event.key === "Escape") giveUp();
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  const giveUp = () => {
    it.isGivenUp = true;
    it.stop();
  };
  addEventListener("keydown", keep, true);
  return it;
}
