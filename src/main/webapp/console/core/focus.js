// Where the keyboard goes when what had it is taken away.
import { useEffect, useRef } from "./html.js";

/**
 * Keeps the focus in a part of the page: in the line that it was in, or in the one that took its place.
 *
 * @param part a ref to an element that can take the focus itself when no line is left
 * @param line selects the lines
 * @param target selects what takes the focus in a line; without it, the line does
 */
export function useKeptFocus(part, line, target) {
  const last = useRef(null);
  useEffect(() => {
    const element = part.current;
    const enter = (event) => (last.current = find(element, line, event.target));
    // Who has clicked beside it has left; whatever was taken away has not.
    const leave = () => setTimeout(() => last.current?.element.isConnected && isLost() && (last.current = null));
    element.addEventListener("focusin", enter);
    element.addEventListener("focusout", leave);
    return () => {
      element.removeEventListener("focusin", enter);
      element.removeEventListener("focusout", leave);
    };
  }, []);
  useEffect(() => {
    if (last.current && !last.current.element.isConnected && isLost()) {
      const next = nextLine(last.current, part.current.querySelectorAll(line));
      focus((target && next?.querySelector(target)) ?? next ?? part.current);
    }
  });
}

const isLost = () => document.activeElement === document.body;

function find(part, line, element) {
  const its = element.closest(line);
  return { element, line: its, at: [...part.querySelectorAll(line)].indexOf(its) };
}

const nextLine = ({ line, at }, lines) =>
  line?.isConnected ? line : lines[Math.min(Math.max(at, 0), lines.length - 1)];

function focus(element) {
  if (element.tabIndex < 0) {
    element.tabIndex = -1;
  }
  element.focus();
}
