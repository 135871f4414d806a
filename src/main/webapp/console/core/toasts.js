// What an action did, said for a few seconds.
import { createStore } from "./store.js";

const SHOWN_FOR = 6_000;
/** With a link, which has to be reached. */
const SHOWN_FOR_USE = 20_000;
let lastId = 0;

export const toasts = createStore([]);

/** @param text or markup of html, such as a link */
export function say(text) {
  const id = ++lastId;
  toasts.set([...toasts.get().slice(-2), { id, text }]);
  setTimeout(() => dismiss(id), typeof text === "string" ? SHOWN_FOR : SHOWN_FOR_USE);
}

export function dismiss(id) {
  toasts.set(toasts.get().filter((toast) => toast.id !== id));
}
