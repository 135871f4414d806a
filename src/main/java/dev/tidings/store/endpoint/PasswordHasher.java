package dev.tidings.store.endpoint;

/** Turns passwords into what is stored of them. */
public interface PasswordHasher {

  /** A salted hash, at most 500 characters, another one at every call. Slow on purpose. */
  String hash(String password);

  /**
   * Whether the password belongs to the hash; as slow. Where hashes have a salt, it looks at that.
   */
  default boolean matches(String password, String hash) {
    return hash(password).equals(hash);
  }
}
