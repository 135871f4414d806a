package dev.tidings.store.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A secret of 256 random bits that stands for a login. The database has its digest only. */
public final class SessionToken {
  private static final int BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String MAC = "HmacSHA256";

  private final byte[] secret;

  private SessionToken(byte[] secret) {
    this.secret = secret;
  }

  /** One that nobody has had before. */
  public static SessionToken random() {
    byte[] secret = new byte[BYTES];
    RANDOM.nextBytes(secret);
    return new SessionToken(secret);
  }

  /** The token that a client sent; empty when it cannot be one. */
  public static Optional<SessionToken> parse(String text) {
    try {
      byte[] secret = Base64.getUrlDecoder().decode(text);
      SessionToken token = new SessionToken(secret);
      // One token has one text: the last character of others may differ in bits that nobody reads.
      return secret.length == BYTES && token.text().equals(text)
          ? Optional.of(token)
          : Optional.empty();
    } catch (IllegalArgumentException noBase64) {
      return Optional.empty();
    }
  }

  /** What the client keeps: letters, digits, hyphens and underscores. */
  public String text() {
    return encode(secret);
  }

  /**
   * A text that only who knows the token can make, and from which the token cannot be found.
   *
   * @param purpose of it; each has another text
   */
  public String derive(String purpose) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(new SecretKeySpec(secret, MAC));
      return encode(mac.doFinal(purpose.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has " + MAC, e);
    }
  }

  String digest() {
    return digest(text());
  }

  static String digest(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Never the secret. */
  @Override
  public String toString() {
    return "session token";
  }
}
