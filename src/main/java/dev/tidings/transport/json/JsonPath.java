package dev.tidings.transport.json;

/** Where a value stands in a body, such as {@code messages[2].priority}; named only when asked. */
final class JsonPath {
  /** Keys are the client's own and may be long. */
  private static final int MAX_NAME = 100;

  static final JsonPath ROOT = new JsonPath(null, "body", -1);

  private final JsonPath parent;
  private final String name;
  private final int index;

  private JsonPath(JsonPath parent, String name, int index) {
    this.parent = parent;
    this.name = name;
    this.index = index;
  }

  JsonPath member(String name) {
    return new JsonPath(this == ROOT ? null : this, name, -1);
  }

  JsonPath item(int index) {
    return new JsonPath(this, "", index);
  }

  /** The name that a client sees; of a body that is no object, {@code body}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    appendTo(text);
    return text.toString();
  }

  private void appendTo(StringBuilder text) {
    if (parent != null) {
      parent.appendTo(text);
    }
    if (index >= 0) {
      text.append('[').append(index).append(']');
    } else {
      text.append(text.isEmpty() ? "" : ".").append(shorten(name));
    }
  }

  static String shorten(String name) {
    return name.length() <= MAX_NAME ? name : name.substring(0, MAX_NAME) + "…";
  }
}
