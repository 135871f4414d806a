package dev.tidings.store.endpoint;

/** Turns passwords into what is stored of them. */
public interface PasswordHasher {

  /** A salted hash, at most 500 characters, another one at every call. Slow on purpose. */
  String hash(String password);
}
