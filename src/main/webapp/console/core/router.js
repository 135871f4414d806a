// Each screen has its own address behind the number sign, with its filters in the query.
import { createStore, useStore } from "./store.js";

const route = createStore(parse());

function parse() {
  const [path, query = ""] = location.hash.replace(/^#\/?/, "").split("?", 2);
  return {
    path: path.split("/").filter(Boolean).map(decode),
    query: Object.fromEntries(new URLSearchParams(query)),
  };
}

/** An address that somebody typed may be no valid encoding. */
function decode(segment) {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

addEventListener("hashchange", () => route.set(parse()));

export const useRoute = () => useStore(route);
export const currentRoute = () => route.get();

/** The address of a screen; what is empty in the query is left out. */
export function href(path, query = {}) {
  const parameters = Object.entries(query).filter(([, value]) => value !== "" && value != null);
  const text = new URLSearchParams(parameters).toString();
  return "#" + path + (text ? "?" + text : "");
}

export function navigate(path, query) {
  location.hash = href(path, query);
}

/** Changes the query of this screen. While somebody types, that makes no entries in the history. */
export function changeQuery(changes, { replace = false } = {}) {
  const { path, query } = route.get();
  const address = href("/" + path.map(encodeURIComponent).join("/"), { ...query, ...changes });
  if (replace) {
    history.replaceState(null, "", address);
    route.set(parse());
  } else {
    location.hash = address;
  }
}
