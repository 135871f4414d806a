package dev.tidings.transport.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.ErrorType;
import dev.tidings.api.MessageId;
import dev.tidings.api.Publication;
import dev.tidings.api.Role;
import dev.tidings.api.TidingsException;
import dev.tidings.fixture.FakeQueue;
import dev.tidings.fixture.MovableClock;
import dev.tidings.security.Caller;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** A stream with everything on the thread of the test. */
class PublishStreamTest {
  private final List<List<String>> calls = new ArrayList<>();
  private final List<String> keys = new ArrayList<>();
  private final List<CompletableFuture<List<MessageId>>> answers = new ArrayList<>();
  private final StringBuilder written = new StringBuilder();
  private boolean isGone;
  private long now;

  private PublishStream stream(Optional<String> key) {
    Caller caller = new Caller("publisher", Role.PUB_ONLY);
    return new PublishStream(
        new LinePublisher(new Recorder(), "/orders", caller, key, 100),
        this::write,
        "/path",
        100,
        Runnable::run,
        () -> now);
  }

  private void write(byte[] lines) throws IOException {
    if (isGone) {
      throw new IOException("gone");
    }
    written.append(new String(lines, UTF_8));
  }

  @Test
  void lines_that_come_while_a_batch_is_published_are_the_next_one() {
    PublishStream stream = stream(Optional.empty());
    send(stream, "a");
    send(stream, "b");
    send(stream, "c");
    assertThat(calls).containsExactly(List.of("a"));

    succeed(0);

    assertThat(calls).containsExactly(List.of("a"), List.of("b", "c"));
    assertThat(written.toString()).hasLineCount(1).contains("\"line\":1");
    succeed(1);
    stream.complete();
    assertThat(written.toString()).hasLineCount(3);
    assertThat(stream.end()).isCompleted();
  }

  @Test
  void there_is_room_for_one_batch_besides_the_one_that_is_published() {
    PublishStream stream = stream(Optional.empty());
    send(stream, "a");
    for (int i = 0; i < PublishStream.MAX_BATCH; i++) {
      assertThat(stream.hasRoom()).isTrue();
      send(stream, "b");
    }
    assertThat(stream.hasRoom()).isFalse();

    succeed(0);

    assertThat(stream.hasRoom()).isTrue();
    assertThat(calls.get(1)).hasSize(PublishStream.MAX_BATCH);
  }

  @Test
  void a_batch_that_is_refused_is_published_line_by_line() {
    PublishStream stream = stream(Optional.empty());
    send(stream, "a");
    send(stream, "b");
    send(stream, "c");
    succeed(0);

    fail(1, ErrorType.MESSAGE_TOO_LARGE);

    assertThat(calls.subList(2, 4)).containsExactly(List.of("b"), List.of("c"));
    fail(2, ErrorType.MESSAGE_TOO_LARGE);
    succeed(3);
    assertThat(written.toString().split("\n", -1)[1]).contains("\"line\":2", "message-too-large");
    assertThat(written.toString().split("\n", -1)[2]).contains("\"line\":3", "msg_id");
  }

  @Test
  void a_batch_of_which_nobody_knows_whether_it_is_stored_is_not_published_again() {
    PublishStream stream = stream(Optional.empty());
    send(stream, "a");
    send(stream, "b");
    send(stream, "c");
    succeed(0);

    fail(1, ErrorType.OUTCOME_UNKNOWN);

    assertThat(calls).hasSize(2);
    assertThat(written.toString()).hasLineCount(3).contains("\"line\":2", "\"line\":3");
  }

  @Test
  void with_a_key_each_line_has_its_own() {
    PublishStream stream = stream(Optional.of("key"));
    send(stream, "a");
    send(stream, "b");
    succeed(0);
    succeed(1);

    assertThat(keys).containsExactly("key:1", "key:2");
  }

  @Test
  void a_stream_without_permission_ends_with_the_problem() {
    PublishStream stream = stream(Optional.empty());
    send(stream, "a");
    send(stream, "b");

    fail(0, ErrorType.TOPIC_NOT_ACCESSIBLE);

    assertThat(written.toString()).hasLineCount(1).contains("topic-not-accessible");
    assertThat(calls).hasSize(1);
    assertThat(stream.end()).isCompleted();
  }

  @Test
  void what_has_not_begun_when_the_client_goes_is_not_published() {
    PublishStream stream = stream(Optional.empty());
    send(stream, "a");
    send(stream, "b");

    stream.cut();
    assertThat(stream.end()).isNotCompleted();
    isGone = true;
    succeed(0);

    assertThat(calls).hasSize(1);
    assertThat(stream.end()).isCompleted();
  }

  @Test
  void a_stream_that_is_closed_says_why_in_its_last_line() {
    PublishStream stream = stream(Optional.empty());
    send(stream, "a");
    succeed(0);
    now = 5;
    assertThat(stream.idleNanos()).isEqualTo(5);

    stream.close(new TidingsException(ErrorType.BODY_TIMEOUT, "late"));
    send(stream, "b");

    assertThat(written.toString().split("\n", -1)[1]).contains("\"line\":2", "body-timeout");
    assertThat(calls).hasSize(1);
    assertThat(stream.end()).isCompleted();
  }

  @Test
  void lines_that_cannot_be_read_get_their_problems_in_their_order() {
    PublishStream stream = stream(Optional.empty());
    send(stream, "a");
    byte[] rest = ("nothing\n{\"data\":\"b\"}\n" + "x".repeat(101) + "\n").getBytes(UTF_8);
    stream.receive(rest, rest.length);
    stream.complete();
    succeed(0);
    succeed(1);

    assertThat(written.toString().split("\n", -1))
        .satisfiesExactly(
            line -> assertThat(line).contains("\"line\":1", "msg_id"),
            line -> assertThat(line).contains("\"line\":2", "invalid-input"),
            line -> assertThat(line).contains("\"line\":3", "msg_id"),
            line -> assertThat(line).contains("\"line\":4", "body-too-large"),
            line -> assertThat(line).isEmpty());
  }

  private static void send(PublishStream stream, String data) {
    byte[] line = ("{\"data\":\"" + data + "\"}\n").getBytes(UTF_8);
    stream.receive(line, line.length);
  }

  private void succeed(int call) {
    answers.get(call).complete(calls.get(call).stream().map(FakeQueue::id).toList());
  }

  private void fail(int call, ErrorType type) {
    answers.get(call).completeExceptionally(new TidingsException(type, "refused"));
  }

  private final class Recorder extends FakeQueue {
    Recorder() {
      super(new MovableClock(Instant.EPOCH));
    }

    @Override
    public CompletionStage<List<MessageId>> publish(
        String topicName, List<Publication> publications, Optional<String> idempotencyKey) {
      calls.add(publications.stream().map(one -> one.data().asString()).toList());
      idempotencyKey.ifPresent(keys::add);
      answers.add(new CompletableFuture<>());
      return answers.get(answers.size() - 1);
    }
  }
}
