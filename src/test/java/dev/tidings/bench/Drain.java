package dev.tidings.bench;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** How subscribers take messages out of their queues. */
final class Drain {
  private static final String ONE = "\"msg_id\":";

  private Drain() {}

  static Request getMessages(Login login, String topic, int max) {
    return Request.post(login, Stage.TOPICS + topic + "/subscription/get-messages?max=" + max, "");
  }

  /** Takes everything out of a queue, whatever state it is in. */
  static Request clear(Login login, String topic) {
    return Request.delete(login, Stage.TOPICS + topic + "/subscription/messages");
  }

  /** Asks again and again, whether or not there was anything. */
  static Script endless(Iterator<Request> requests) {
    return new Script() {
      @Override
      public Optional<Request> next() {
        return Optional.of(requests.next());
      }

      @Override
      public int answered(Answer answer) {
        return answer.expect(200).count(ONE);
      }
    };
  }

  /** Takes messages until there are none. */
  static Script untilEmpty(Request getMessages) {
    return new Script() {
      private boolean isEmpty;

      @Override
      public Optional<Request> next() {
        return isEmpty ? Optional.empty() : Optional.of(getMessages);
      }

      @Override
      public int answered(Answer answer) {
        int count = answer.expect(200).count(ONE);
        isEmpty = count == 0;
        return count;
      }
    };
  }

  static Request receive(Login login, String topic, int max) {
    return Request.post(
        login, Stage.TOPICS + topic + "/subscription/receive", "{\"max\":%d}".formatted(max));
  }

  static Request acknowledge(Login login, String topic, List<String> receipts) {
    return settle("acknowledge", login, topic, receipts);
  }

  private static Request settle(String call, Login login, String topic, List<String> receipts) {
    return Request.post(
        login,
        Stage.TOPICS + topic + "/subscription/" + call,
        receipts.stream().collect(Collectors.joining("\",\"", "{\"receipts\":[\"", "\"]}")));
  }

  /** Receives and acknowledges by turns until there is nothing more; acknowledged ones count. */
  static Script acknowledging(Login login, String topic, int max) {
    return settling("acknowledge", login, topic, max);
  }

  /** Each call acknowledges what the one before received. */
  static Script receivingNext(Login login, String topic, int max) {
    return new Script() {
      private List<String> receipts = List.of();
      private boolean isEmpty;

      @Override
      public Optional<Request> next() {
        return isEmpty ? Optional.empty() : Optional.of(receive(login, topic, max, receipts));
      }

      @Override
      public int answered(Answer answer) {
        answer.expect(200);
        int done = requireAllDone(answer, receipts);
        List<String> all = answer.texts("receipt");
        receipts = all.subList(receipts.size(), all.size());
        isEmpty = receipts.isEmpty();
        return done;
      }
    };
  }

  private static Request receive(Login login, String topic, int max, List<String> acknowledge) {
    return acknowledge.isEmpty()
        ? receive(login, topic, max)
        : Request.post(
            login,
            Stage.TOPICS + topic + "/subscription/receive",
            acknowledge.stream()
                .collect(
                    Collectors.joining(
                        "\",\"", "{\"max\":%d,\"acknowledge\":[\"".formatted(max), "\"]}")));
  }

  /** The same, where all are rejected. */
  static Script rejecting(Login login, String topic, int max) {
    return settling("reject", login, topic, max);
  }

  private static Script settling(String call, Login login, String topic, int max) {
    Request receive = receive(login, topic, max);
    return new Script() {
      private List<String> receipts = List.of();
      private boolean isEmpty;

      @Override
      public Optional<Request> next() {
        if (isEmpty) {
          return Optional.empty();
        }
        return Optional.of(receipts.isEmpty() ? receive : settle(call, login, topic, receipts));
      }

      @Override
      public int answered(Answer answer) {
        answer.expect(200);
        if (receipts.isEmpty()) {
          receipts = answer.texts("receipt");
          isEmpty = receipts.isEmpty();
          return 0;
        }
        int done = requireAllDone(answer, receipts);
        receipts = List.of();
        return done;
      }
    };
  }

  /**
   * Waits for messages and acknowledges them by turns.
   *
   * @param isDone whether it is to ask for no more
   */
  static Script waiting(Login login, String topic, Arrivals arrivals, BooleanSupplier isDone) {
    Request receive =
        Request.post(
            login,
            Stage.TOPICS + topic + "/subscription/receive",
            "{\"max\":100,\"wait\":\"PT1S\"}");
    return new Script() {
      private List<String> receipts = List.of();

      @Override
      public Optional<Request> next() {
        if (!receipts.isEmpty()) {
          return Optional.of(acknowledge(login, topic, receipts));
        }
        return isDone.getAsBoolean() ? Optional.empty() : Optional.of(receive);
      }

      @Override
      public int answered(Answer answer) {
        answer.expect(200);
        if (receipts.isEmpty()) {
          arrivals.take(answer);
          receipts = answer.texts("receipt");
          return 0;
        }
        int done = requireAllDone(answer, receipts);
        receipts = List.of();
        return done;
      }
    };
  }

  private static int requireAllDone(Answer answer, List<String> receipts) {
    int done = answer.count("\"done\"");
    if (done < receipts.size()) {
      throw new BenchmarkFailure("Not all were acknowledged: " + answer.body());
    }
    return done;
  }
}
