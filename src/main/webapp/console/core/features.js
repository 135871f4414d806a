// Whether the server explains messages, and has jobs, nodes, connections, an audit log and definitions: a
// console may be newer than what it talks to.
import { get } from "./api.js";
import { createStore } from "./store.js";

export const hasOperations = createStore(false);

export async function look() {
  try {
    await get("jobs?limit=1");
    hasOperations.set(true);
  } catch {
    hasOperations.set(false);
  }
}
