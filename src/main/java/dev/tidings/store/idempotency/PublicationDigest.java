package dev.tidings.store.idempotency;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.api.Publication;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.api.TextField;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A SHA-256 digest over the whole content of publications. Two publishes with equal digests say the
 * same.
 */
public final class PublicationDigest {
  /*
   * Digests live in the database for a day, also while a new version starts. So those of publications
   * without a newer field stay as they are.
   */
  private static final Set<TextField> ALWAYS =
      EnumSet.of(TextField.CORREL_ID, TextField.IN_REPLY_TO, TextField.EXT_CLIENT_ID);

  private final MessageDigest digest;

  private PublicationDigest() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Of a key, which may itself be confidential. */
  public static String ofKey(String key) {
    return new PublicationDigest().add(key).finish();
  }

  /** Of what is said to one topic in one call. */
  public static String of(long topicId, List<Publication> publications) {
    PublicationDigest digest = new PublicationDigest().add(Long.toString(topicId));
    publications.forEach(digest::add);
    return digest.finish();
  }

  private void add(Publication publication) {
    add(publication.data().form().name());
    add(publication.data().toBytes());
    add(Integer.toString(publication.priority()));
    add(publication.expiration().map(Object::toString));
    add(publication.mimeType());
    ALWAYS.forEach(field -> add(publication.text(field)));
    add(publication.extPubTime().map(Object::toString));
    add(publication.hasGd().map(Object::toString));
    add(publication.msgId().map(Object::toString));
    add(
        Optional.of(publication.deliverAfter())
            .filter(delay -> !delay.isZero())
            .map(Duration::toString));
    addKeys(publication.deliverTo());
    addKeys(publication.replyTo());
    add(Integer.toString(publication.attributes().size()));
    publication.attributes().forEach((name, value) -> add(name).add(value));
    addNewer(publication);
  }

  /**
   * By name, and only if it is there; no publication begins with the name of a field. The trace
   * context is no content: a publisher that repeats a call does so in another span.
   */
  private void addNewer(Publication publication) {
    for (TextField field : TextField.values()) {
      if (!ALWAYS.contains(field) && field != TextField.TRACEPARENT) {
        publication.text(field).ifPresent(text -> add(field.fieldName()).add(text));
      }
    }
  }

  private void addKeys(List<SubscriptionKey> keys) {
    add(Integer.toString(keys.size()));
    keys.forEach(key -> add(key.value()));
  }

  private void add(Optional<String> text) {
    add(text.isPresent() ? "+" : "-").add(text.orElse(""));
  }

  private PublicationDigest add(String text) {
    return add(text.getBytes(UTF_8));
  }

  /** With its length in front, so that what ends one part cannot begin the next. */
  private PublicationDigest add(byte[] bytes) {
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
    digest.update(bytes);
    return this;
  }

  private String finish() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
