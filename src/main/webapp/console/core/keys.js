// Shortcuts of the keyboard. They never take a key from a field that somebody types into.
import { navigate } from "./router.js";
import { session } from "./session.js";
import { createStore } from "./store.js";

const KEPT = "tidings.shortcuts";

export const isHelpOpen = createStore(false);
/** Who speaks or slips may have no use for keys that act at once. */
export const hasShortcuts = createStore(readKept() !== "off");

export const PLACES = {
  o: ["/", "Overview"],
  t: ["/topics", "Topics"],
  q: ["/queues", "Queues"],
  d: ["/dead-letters", "Dead letters"],
  e: ["/endpoints", "Endpoints"],
  a: ["/access", "Access"],
  s: ["/settings", "Settings"],
};

const TYPING = "input, textarea, select, [contenteditable]";
let isGoing = false;

export function listenToKeys() {
  document.addEventListener("keydown", (event) => {
    if (!hasShortcuts.get() || !session.get().login) {
      return;
    }
    const isTyping = event.target.closest?.(TYPING) || document.querySelector("dialog[open]");
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if (isGoing && PLACES[event.key]) {
      navigate(PLACES[event.key][0]);
    } else if (event.key === "/") {
      focusSearch(event);
    } else if (event.key === "?") {
      isHelpOpen.set(true);
    }
    isGoing = event.key === "g";
  });
}

export function turnShortcuts(isOn) {
  hasShortcuts.set(isOn);
  try {
    localStorage.setItem(KEPT, isOn ? "on" : "off");
  } catch {
    // A browser may keep nothing: then it holds for this window.
  }
}

function readKept() {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null;
  }
}

function focusSearch(event) {
  const field = document.querySelector("[type=search]");
  if (field) {
    event.preventDefault();
    field.focus();
    field.select();
  }
}
