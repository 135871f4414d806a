// What only administrators may do. Whoever looks on does not see what the server would refuse.
import { session } from "../core/session.js";
import { useStore } from "../core/store.js";

export const useMayChange = () => useStore(session).login?.role === "admin";

export const Administrators = ({ children }) => (useMayChange() ? children : null);
