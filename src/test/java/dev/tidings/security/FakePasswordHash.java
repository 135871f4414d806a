package dev.tidings.security;

import jakarta.security.enterprise.identitystore.Pbkdf2PasswordHash;
import java.util.HashMap;
import java.util.Map;

/** Hashes at no cost, and counts; takes as long as a test wants. */
final class FakePasswordHash implements Pbkdf2PasswordHash {
  private final Map<String, String> parameters = new HashMap<>();
  private int verifications;
  private int atWork;
  private boolean isHeld;

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
    atWork++;
    try {
      while (isHeld) {
        wait();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      atWork--;
    }
    return generate(password).equals(hash);
  }

  /** From now on no verification ends. */
  synchronized void hold() {
    isHeld = true;
  }

  synchronized void letGo() {
    isHeld = false;
    notifyAll();
  }

  synchronized boolean isHeld() {
    return isHeld;
  }

  /** How many verifications are going on. */
  synchronized int atWork() {
    return atWork;
  }

  Map<String, String> parameters() {
    return parameters;
  }

  synchronized int verifications() {
    return verifications;
  }
}
