package dev.tidings.it;

import static dev.tidings.it.Contract.assertRefused;
import static dev.tidings.it.Contract.name;
import static dev.tidings.it.Contract.publications;
import static dev.tidings.it.Contract.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.api.ErrorType;
import dev.tidings.api.JobDetails;
import dev.tidings.api.JobKind;
import dev.tidings.api.JobRequest;
import dev.tidings.api.JobState;
import dev.tidings.api.MessageId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Jobs that deal with messages which somebody has chosen, and say which were not there. */
interface ChosenMessagesContract extends Contract {

  @Test
  default void chosen_messages_are_deleted_and_those_that_had_gone_are_named() {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    List<MessageId> ids = client.publishAll(topic, publications("a", "b", "c", "d"));
    client.remove(topic, ids.get(1));
    client.receive(topic, 1);

    JobDetails job = run(stage, JobKind.DELETE_MESSAGES, topic, "", ids.subList(0, 3));

    assertThat(job.state()).as(job.error()).isEqualTo(JobState.DONE);
    assertThat(List.of(job.done(), job.seen(), job.total())).containsExactly(2L, 3L, 3L);
    assertThat(job.missing()).containsExactly(ids.get(1));
    assertThat(job.request().msgIds()).isEqualTo(ids.subList(0, 3));
    assertThat(texts(client.browse(topic, "", 10).messages())).containsExactly("d");
  }

  @Test
  default void chosen_messages_are_moved() {
    Stage stage = stage();
    String topic = name(stage.topic());
    String target = name(stage.topic("target", settings -> settings));
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    client.subscribe(target);
    List<MessageId> ids = client.publishAll(topic, publications("a", "b", "c"));
    client.remove(topic, ids.get(2));

    JobDetails job =
        run(stage, JobKind.MOVE_MESSAGES, topic, target, List.of(ids.get(2), ids.get(1)));

    assertThat(job.state()).as(job.error()).isEqualTo(JobState.DONE);
    assertThat(job.done()).isEqualTo(1);
    assertThat(job.missing()).containsExactly(ids.get(2));
    assertThat(texts(client.receive(target))).containsExactly("b");
    assertThat(texts(client.receive(topic))).containsExactly("a");
  }

  @Test
  default void chosen_messages_become_dead_letters() {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    List<MessageId> ids = client.publishAll(topic, publications("a", "b", "c"));
    client.remove(topic, ids.get(0));

    JobDetails job =
        run(stage, JobKind.REJECT_MESSAGES, topic, "", List.of(ids.get(0), ids.get(1)));

    assertThat(job.state()).as(job.error()).isEqualTo(JobState.DONE);
    assertThat(job.done()).isEqualTo(1);
    assertThat(job.missing()).containsExactly(ids.get(0));
    assertThat(DeadLetterContract.deadTexts(client, topic)).containsExactly("b");
    assertThat(texts(client.receive(topic))).containsExactly("c");
  }

  @Test
  default void chosen_dead_letters_are_redelivered_moved_and_deleted() {
    Stage stage = stage();
    String topic = name(stage.topic(settings -> settings.maxDeliveries(1)));
    String target = name(stage.topic("target", settings -> settings));
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    client.subscribe(target);
    List<MessageId> ids = client.publishAll(topic, publications("a", "b", "c", "d"));
    DeadLetterContract.rejectAll(client, topic, "broken");

    JobDetails redelivered =
        run(stage, JobKind.REDELIVER_DEAD_LETTERS, topic, "", List.of(ids.get(2)));
    run(stage, JobKind.MOVE_DEAD_LETTERS, topic, target, List.of(ids.get(0)));
    JobDetails deleted =
        run(stage, JobKind.DELETE_DEAD_LETTERS, topic, "", List.of(ids.get(2), ids.get(3)));

    assertThat(redelivered.missing()).isEmpty();
    assertThat(deleted.missing()).containsExactly(ids.get(2));
    assertThat(DeadLetterContract.deadTexts(client, topic)).containsExactly("b");
    assertThat(texts(client.receive(topic))).containsExactly("c");
    assertThat(texts(client.receive(target))).containsExactly("a");
  }

  @Test
  default void chosen_messages_are_of_one_queue() {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    List<MessageId> ids = List.of(client.publish(topic, "a"));
    String endpoint = stage.endpointName("client");

    assertRefused(
        ErrorType.INVALID_INPUT,
        () ->
            stage
                .administration()
                .startJob(new JobRequest(JobKind.DELETE_MESSAGES, topic, "", "", "", null, ids)));
    assertRefused(
        ErrorType.INVALID_INPUT,
        () ->
            stage
                .administration()
                .startJob(
                    new JobRequest(
                        JobKind.DELETE_DEAD_LETTERS, topic, endpoint, "", "x", null, ids)));
    assertThat(client.depth(topic)).isEqualTo(1);
  }

  private static JobDetails run(
      Stage stage, JobKind kind, String topic, String target, List<MessageId> ids) {
    JobRequest request =
        new JobRequest(kind, topic, stage.endpointName("client"), target, "", null, ids);
    long id = stage.administration().startJob(request).id();
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> stage.administration().job(id).state().isEnd());
    return stage.administration().job(id);
  }
}
