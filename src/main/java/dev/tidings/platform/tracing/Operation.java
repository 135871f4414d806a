package dev.tidings.platform.tracing;

/** What is done with messages, in the words of the conventions. */
public enum Operation {
  PUBLISH("publish", "send"),
  RECEIVE("receive", "receive"),
  GET_MESSAGES("get-messages", "receive"),
  PROCESS("process", "process"),
  ACKNOWLEDGE("ack", "settle"),
  REJECT("reject", "settle");

  private final String operationName;
  private final String type;

  Operation(String operationName, String type) {
    this.operationName = operationName;
    this.type = type;
  }

  String operationName() {
    return operationName;
  }

  String type() {
    return type;
  }
}
