package dev.tidings.client;

import java.lang.reflect.Type;

/** The mapper of a client that was built without one. */
final class NoPayloads implements PayloadMapper {
  static final PayloadMapper INSTANCE = new NoPayloads();

  private NoPayloads() {}

  @Override
  public String toJson(Object value) {
    throw missing();
  }

  @Override
  public Object fromJson(String json, Type type) {
    throw missing();
  }

  private static IllegalStateException missing() {
    return new IllegalStateException("the client was built without a PayloadMapper");
  }
}
