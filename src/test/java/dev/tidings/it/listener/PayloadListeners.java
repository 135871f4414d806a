package dev.tidings.it.listener;

import dev.tidings.api.Message;
import dev.tidings.api.TidingsListener;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.util.HexFormat;

/** One method for each kind of payload. */
@ApplicationScoped
class PayloadListeners {
  @Inject Journal journal;

  @TidingsListener(topic = "/it-listener/order", name = "order", createTopic = true)
  void order(Order order, Message message) {
    journal.add("order", order + " " + message.priority());
  }

  @TidingsListener(topic = "/it-listener/text", name = "text", createTopic = true)
  void text(String text) {
    journal.add("text", text);
  }

  @TidingsListener(topic = "/it-listener/bytes", name = "bytes", createTopic = true)
  void bytes(byte[] bytes) {
    journal.add("bytes", HexFormat.of().formatHex(bytes));
  }

  @TidingsListener(topic = "it-listener/json", name = "json", createTopic = true)
  void json(JsonObject json) {
    journal.add("json", json.getInt("amount"));
  }

  @TidingsListener(topic = "/it-listener/message", name = "message", createTopic = true)
  public void message(Message message) {
    journal.add("message", message.data().asString() + " " + message.deliveryCount());
  }
}
