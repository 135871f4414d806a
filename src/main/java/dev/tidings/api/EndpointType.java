package dev.tidings.api;

import java.util.Locale;

/** How an endpoint reaches Tidings; the second part of its subscription keys. */
public enum EndpointType {
  REST,
  WEBSOCKETS,
  SERVICE,
  INTERNAL;

  /** Such as {@code rest}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
