package dev.tidings.transport.websocket.connection;

/** Why the server closes a connection, in the numbers that clients of Zato know. */
public enum CloseCode {
  GOING_AWAY(1001, "The server stops"),
  UNSUPPORTED_DATA(1003, "Only text is understood here"),
  FORBIDDEN(1008, "Not authorized"),
  DISCONNECTED(1008, "Disconnected by an administrator"),
  TOO_MUCH(1008, "Too many requests at once"),
  TOO_BIG(1009, "The message is too long"),
  UNREADABLE(4001, "The first message cannot be read"),
  SILENT(4002, "Pings were not answered"),
  STUCK(4003, "The connection takes nothing any more");

  private final int number;
  private final String reason;

  CloseCode(int number, String reason) {
    this.number = number;
    this.reason = reason;
  }

  public int number() {
    return number;
  }

  public String reason() {
    return reason;
  }
}
