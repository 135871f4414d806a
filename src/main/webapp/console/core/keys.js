// Shortcuts of the keyboard. They never take a key from a field that somebody types into.
import { navigate } from "./router.js";
import { createStore } from "./store.js";

export const isHelpOpen = createStore(false);

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

function focusSearch(event) {
  const field = document.querySelector("[type=search]");
  if (field) {
    event.preventDefault();
    field.focus();
    field.select();
  }
}
