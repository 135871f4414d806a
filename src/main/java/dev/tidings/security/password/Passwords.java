package dev.tidings.security.password;

import dev.tidings.platform.settings.Setting;
import dev.tidings.platform.settings.Settings;
import dev.tidings.store.endpoint.PasswordHasher;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.identitystore.Pbkdf2PasswordHash;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** Hashes passwords by PBKDF2 with HMAC-SHA512; each hash names its own salt and iterations. */
@ApplicationScoped
public class Passwords implements PasswordHasher {
  private static final int SALT_BYTES = 32;
  private static final int KEY_BYTES = 64;
  // What Jakarta Security demands at least.
  private static final int MIN_ITERATIONS = 1_024;

  private Pbkdf2PasswordHash algorithm;
  private HashingQueue hashing;
  private String hashOfNothing;

  /** For the proxies of CDI. */
  protected Passwords() {}

  @Inject
  public Passwords(Pbkdf2PasswordHash algorithm, HashingQueue hashing, Settings settings) {
    this(algorithm, hashing, settings.number(Setting.SECURITY_PBKDF2_ITERATIONS));
  }

  public Passwords(Pbkdf2PasswordHash algorithm, HashingQueue hashing, int iterations) {
    this.algorithm = algorithm;
    this.hashing = hashing;
    algorithm.initialize(parameters(iterations));
    hashOfNothing = algorithm.generate(randomPassword());
  }

  @Override
  public String hash(String password) {
    return hashing.call(HashingQueue.SERVER, () -> algorithm.generate(password.toCharArray()));
  }

  @Override
  public boolean matches(String password, String hash) {
    return hashing.call(HashingQueue.SERVER, () -> algorithm.verify(password.toCharArray(), hash));
  }

  /**
   * Whether the password belongs to the hash; to be asked on a thread of the hashing queue. Without
   * a hash it does not, but takes as long: the time does not tell whether an account exists.
   */
  public boolean isRight(String password, Optional<String> hash) {
    boolean matches = algorithm.verify(password.toCharArray(), hash.orElse(hashOfNothing));
    return matches && hash.isPresent();
  }

  private static Map<String, String> parameters(int iterations) {
    return Map.of(
        "Pbkdf2PasswordHash.Algorithm", "PBKDF2WithHmacSHA512",
        "Pbkdf2PasswordHash.Iterations", String.valueOf(Math.max(iterations, MIN_ITERATIONS)),
        "Pbkdf2PasswordHash.SaltSizeBytes", String.valueOf(SALT_BYTES),
        "Pbkdf2PasswordHash.KeySizeBytes", String.valueOf(KEY_BYTES));
  }

  private static char[] randomPassword() {
    byte[] bytes = new byte[SALT_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes).toCharArray();
  }
}
