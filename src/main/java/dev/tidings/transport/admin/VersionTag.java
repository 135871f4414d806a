package dev.tidings.transport.admin;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;

/** Versions as HTTP tells them: an ETag on what is read, an If-Match on what is changed. */
final class VersionTag {
  private VersionTag() {}

  static String of(long version) {
    return "\"" + version + "\"";
  }

  /**
   * Checks that the client has seen the version that is there.
   *
   * @param ifMatch the header; null when there is none
   * @throws TidingsException {@link ErrorType#VERSION_REQUIRED} or {@link ErrorType#STALE_VERSION}
   */
  static void require(String ifMatch, long version) {
    if (ifMatch == null) {
      throw new TidingsException(
          ErrorType.VERSION_REQUIRED,
          "The header If-Match is missing; send the ETag that reading the object gave, or *.");
    }
    requireIfPresent(ifMatch, version);
  }

  /** As {@link #require}, for requests that need no version. */
  static void requireIfPresent(String ifMatch, long version) {
    if (ifMatch != null && !ifMatch.strip().equals("*") && !ifMatch.strip().equals(of(version))) {
      throw new TidingsException(
          ErrorType.STALE_VERSION,
          "The object has the version " + of(version) + " now; read it and try again.");
    }
  }
}
