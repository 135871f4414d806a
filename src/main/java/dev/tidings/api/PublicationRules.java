package dev.tidings.api;

/** What every publication has to keep to. */
final class PublicationRules {
  private PublicationRules() {}

  /** Throws with every field that breaks a rule. */
  static void check(Publication.Builder publication) {
    Rules rules = new Rules();
    rules.check("data", publication.data != null, "is required");
    rules.check(
        "priority",
        publication.priority >= Publication.LOWEST_PRIORITY
            && publication.priority <= Publication.HIGHEST_PRIORITY,
        "must be a whole number from 1 to 9");
    rules.checkDuration("expiration", publication.expiration, Publication.MAX_EXPIRATION);
    rules.check("deliver_after", publication.deliverAfter != null, "must not be null");
    rules.checkDuration("deliver_after", publication.deliverAfter, Publication.MAX_DELAY);
    rules.checkMimeType("mime_type", publication.mimeType);
    for (TextField field : TextField.values()) {
      rules.checkId(field.fieldName(), publication.texts.get(field.fieldName()));
    }
    checkKeys(rules, "deliver_to", publication.deliverTo.size());
    checkKeys(rules, "reply_to", publication.replyTo.size());
    rules.checkTime("ext_pub_time", publication.extPubTime);
    rules.checkAttributes("attributes", publication.attributes);
    rules.throwIfBroken();
  }

  private static void checkKeys(Rules rules, String field, int size) {
    rules.check(field, size <= Publication.MAX_KEYS, "must have at most 100 entries");
  }
}
