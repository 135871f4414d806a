package dev.tidings.transport.health;

import dev.tidings.transport.json.JsonOutput;
import java.util.List;
import java.util.Map;

/** What is known of the node's health, in the JSON of MicroProfile Health. */
record HealthReport(List<Check> checks) {

  /**
   * One thing that was checked.
   *
   * @param data what people want to know besides
   */
  record Check(String name, boolean isUp, Map<String, String> data) {}

  boolean isUp() {
    return checks.stream().allMatch(Check::isUp);
  }

  int status() {
    return isUp() ? 200 : 503;
  }

  /**
   * The report.
   *
   * @param withDetails whether whoever reads it may know more than the state
   */
  byte[] json(boolean withDetails) {
    return JsonOutput.bytes(
        json ->
            json.object(
                fields ->
                    fields
                        .field("status", word(isUp()))
                        .name("checks")
                        .array(
                            all -> {
                              if (withDetails) {
                                checks.forEach(check -> write(all, check));
                              }
                            })));
  }

  private static void write(JsonOutput json, Check check) {
    json.object(
        fields -> {
          fields.field("name", check.name()).field("status", word(check.isUp()));
          fields.name("data").object(data -> check.data().forEach(data::field));
        });
  }

  private static String word(boolean isUp) {
    return isUp ? "UP" : "DOWN";
  }
}
