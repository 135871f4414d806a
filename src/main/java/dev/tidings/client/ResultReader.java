package dev.tidings.client;

import java.util.List;

/** Reads the other responses. */
final class ResultReader {
  private ResultReader() {}

  static Published published(byte[] body) {
    Published published = new Published();
    return ResponseJson.read(
        body,
        json -> {
          json.object(
              name -> {
                switch (name) {
                  case "msg_id" -> published.setMsgId(json.text());
                  case "msg_ids" -> published.setMsgIds(json.texts());
                  default -> json.skip();
                }
              });
          return published;
        });
  }

  static Subscription subscription(byte[] body) {
    Subscription subscription = new Subscription();
    return ResponseJson.read(
        body,
        json -> {
          json.object(
              name -> {
                switch (name) {
                  case "sub_key" -> subscription.setSubKey(json.text());
                  case "topic_name" -> subscription.setTopicName(json.text());
                  case "queue_depth" -> subscription.setQueueDepth(json.longNumber());
                  case "leased" -> subscription.setLeased(json.longNumber());
                  case "delayed" -> subscription.setDelayed(json.longNumber());
                  case "dead_letters" -> subscription.setDeadLetters(json.longNumber());
                  case "oldest_age_ms" -> subscription.setOldestAgeMs(json.longNumber());
                  default -> json.skip();
                }
              });
          return subscription;
        });
  }

  static List<SettlementResult> results(byte[] body) {
    SettlementResults results = new SettlementResults();
    results.setResults(List.of());
    return ResponseJson.read(
        body,
        json -> {
          json.object(
              name -> {
                if (name.equals("results")) {
                  results.setResults(json.list(() -> result(json)));
                } else {
                  json.skip();
                }
              });
          return results.getResults();
        });
  }

  static SettlementResult result(ResponseJson json) {
    SettlementResult result = new SettlementResult();
    json.object(
        name -> {
          switch (name) {
            case "receipt" -> result.setReceipt(json.text());
            case "result" -> result.setResult(json.text());
            default -> json.skip();
          }
        });
    return result;
  }
}
