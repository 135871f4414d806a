// What an action did, said for a few seconds.
import { createStore } from "./store.js";

const SHOWN_FOR = 6_000;
let lastId = 0;

export const toasts = createStore([]);

export function say(text) {
  const id = ++lastId;
  toasts.set([...toasts.get().slice(-2), { id, text }]);
  setTimeout(() => dismiss(id), SHOWN_FOR);
}

export function dismiss(id) {
  toasts.set(toasts.get().filter((toast) => toast.id !== id));
}
