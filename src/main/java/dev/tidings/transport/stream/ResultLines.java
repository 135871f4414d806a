package dev.tidings.transport.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.transport.json.JsonOutput;
import dev.tidings.transport.json.Problem;
import dev.tidings.transport.json.ProblemJson;
import dev.tidings.transport.publish.EntryResult;
import java.io.ByteArrayOutputStream;
import java.util.List;

/** Writes results as lines: the id of the message, or the problem, each with the line's number. */
final class ResultLines {
  private ResultLines() {}

  static byte[] bytes(List<EntryResult> results, String instance) {
    ByteArrayOutputStream lines = new ByteArrayOutputStream(results.size() * 64);
    for (EntryResult result : results) {
      lines.writeBytes(bytes(result, instance));
      lines.write('\n');
    }
    return lines.toByteArray();
  }

  private static byte[] bytes(EntryResult result, String instance) {
    if (result.failure().isPresent()) {
      return ProblemJson.bytes(Problem.of(result.failure().get(), instance), result.number());
    }
    if (result.id().orElseThrow().isStored()) {
      // An id has no characters that JSON would escape.
      return "{\"line\":%d,\"msg_id\":\"%s\"}"
          .formatted(result.number(), result.id().get())
          .getBytes(UTF_8);
    }
    return JsonOutput.bytes(json -> json.object(fields -> fields.field("line", result.number())));
  }
}
