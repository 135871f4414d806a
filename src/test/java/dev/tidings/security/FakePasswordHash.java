package dev.tidings.security;

import jakarta.security.enterprise.identitystore.Pbkdf2PasswordHash;
import java.util.HashMap;
import java.util.Map;

/** Hashes at no cost, and counts. */
final class FakePasswordHash implements Pbkdf2PasswordHash {
  private final Map<String, String> parameters = new HashMap<>();
  private int verifications;

  @Override
  public synchronized void initialize(Map<String, String> values) {
    parameters.putAll(values);
  }

  @Override
  public String generate(char[] password) {
    return "hash:" + new String(password);
  }

  @Override
  public synchronized boolean verify(char[] password, String hash) {
    verifications++;
    return generate(password).equals(hash);
  }

  Map<String, String> parameters() {
    return parameters;
  }

  synchronized int verifications() {
    return verifications;
  }
}
