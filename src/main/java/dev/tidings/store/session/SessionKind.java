package dev.tidings.store.session;

/** What a token is good for. */
public enum SessionKind {
  /** Requests of a browser that has logged in. */
  SESSION,
  /** Setting the first password of the administrator. */
  SET_UP
}
