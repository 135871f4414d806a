// Whether the server can be reached. Every call of the API reports what it has found.
import { createStore } from "./store.js";

export const connection = createStore({ isLost: false });

export function report(isLost) {
  if (connection.get().isLost !== isLost) {
    connection.set({ isLost });
  }
}
