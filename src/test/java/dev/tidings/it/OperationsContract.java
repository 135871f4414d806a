package dev.tidings.it;

import static dev.tidings.it.Contract.assertRefused;
import static dev.tidings.it.Contract.name;
import static dev.tidings.it.Contract.publications;
import static dev.tidings.it.Contract.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.api.Administration;
import dev.tidings.api.AlertDetails;
import dev.tidings.api.AlertKind;
import dev.tidings.api.AuditAction;
import dev.tidings.api.AuditEntry;
import dev.tidings.api.AuditFilter;
import dev.tidings.api.AuditKind;
import dev.tidings.api.DeadLetterFilter;
import dev.tidings.api.EndpointDetails;
import dev.tidings.api.ErrorType;
import dev.tidings.api.JobDetails;
import dev.tidings.api.JobKind;
import dev.tidings.api.JobRequest;
import dev.tidings.api.JobState;
import dev.tidings.api.Message;
import dev.tidings.api.MessageId;
import dev.tidings.api.NodeDetails;
import dev.tidings.api.NodeState;
import dev.tidings.api.PageRequest;
import dev.tidings.api.Publication;
import dev.tidings.api.Role;
import dev.tidings.api.TopicDetails;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What administrators start, and what is kept of what they did. */
interface OperationsContract extends Contract {

  @Test
  default void what_an_administrator_changed_stays_in_the_audit_log() {
    Stage stage = stage();
    TopicDetails topic = stage.topic(settings -> settings.maxDepth(7));
    TopicDetails changed = stage.change(topic, settings -> settings.maxDepth(8));
    assertRefused(
        ErrorType.STALE_VERSION, () -> stage.change(topic, settings -> settings.maxDepth(9)));
    stage.administration().deleteTopic(changed.id());

    List<AuditEntry> entries = entries(stage, name(topic));

    assertThat(entries)
        .extracting(AuditEntry::action)
        .containsExactly(AuditAction.DELETE, AuditAction.CHANGE, AuditAction.CREATE);
    assertThat(entries).extracting(AuditEntry::objectId).containsOnly(topic.id());
    assertThat(entries.get(1).changes())
        .containsExactly(new AuditEntry.Change("max_depth", "7", "8"));
    assertThat(entries.get(2).changes()).contains(new AuditEntry.Change("name", "", name(topic)));
    assertThat(entries).extracting(AuditEntry::actor).containsOnly(server().administratorName());
  }

  @Test
  default void what_an_administrator_does_with_a_queue_is_in_the_audit_log_too() {
    Stage stage = stage();
    TopicDetails topic = stage.topic();
    ContractClient client = stage.client("client");
    client.subscribe(name(topic));
    Administration administration = stage.administration();
    long queue =
        administration.subscriptions(new PageRequest(0, 1, name(topic))).rows().get(0).id();

    MessageId first = administration.publish(topic.id(), publications("a", "b", "c")).get(0);
    assertThat(texts(client.browse(name(topic), "", 9).messages())).contains("a", "b", "c");
    assertThat(administration.removeMessage(queue, first)).isTrue();
    assertThat(administration.clearQueue(queue)).isEqualTo(2);
    assertThat(administration.redeliver(queue, DeadLetterFilter.all())).isZero();
    assertThat(administration.discard(queue, DeadLetterFilter.all())).isZero();

    List<AuditEntry> entries = entries(stage, name(topic));
    assertThat(client.depth(name(topic))).isZero();
    assertThat(entries)
        .extracting(AuditEntry::action)
        .startsWith(
            AuditAction.DISCARD,
            AuditAction.REDELIVER,
            AuditAction.CLEAR,
            AuditAction.REMOVE,
            AuditAction.PUBLISH);
    assertThat(entries.get(2).changes())
        .containsExactly(new AuditEntry.Change("messages", "", "2"));
    assertThat(entries.get(3).changes())
        .containsExactly(new AuditEntry.Change("msg_id", "", first.toString()));
  }

  @Test
  default void the_audit_log_holds_no_password() {
    Stage stage = stage();
    EndpointDetails endpoint = stage.endpoint("client", Role.PUB_SUB, "pub=/it/**");
    stage
        .administration()
        .changeEndpoint(
            endpoint.id(),
            endpoint.version(),
            stage.settings("client", Role.PUB_SUB, "another-password", "pub=/it/**"));

    List<AuditEntry> entries = entries(stage, endpoint.settings().name());

    assertThat(entries).hasSize(2);
    assertThat(entries.get(0).changes())
        .containsExactly(new AuditEntry.Change("password", "", "(changed)"));
    assertThat(entries.toString()).doesNotContain(Stage.PASSWORD, "another-password", "PBKDF2");
  }

  @Test
  default void the_audit_log_comes_in_pages_and_by_conditions() {
    Stage stage = stage();
    TopicDetails topic = stage.topic();
    stage.topic("other", settings -> settings);
    stage.administration().deleteTopic(topic.id());
    String prefix = stage.topicName("");

    List<AuditEntry> first =
        stage.administration().audit(filter(new PageRequest(0, 2, prefix), null)).rows();
    long after = first.get(1).id();

    assertThat(first).hasSize(2);
    assertThat(stage.administration().audit(filter(new PageRequest(after, 2, prefix), null)).rows())
        .extracting(AuditEntry::objectName)
        .containsExactly(name(topic));
    assertThat(
            stage
                .administration()
                .audit(filter(new PageRequest(0, 10, prefix), AuditAction.DELETE))
                .rows())
        .extracting(AuditEntry::objectName)
        .containsExactly(name(topic));
  }

  @Test
  default void the_node_that_answers_is_among_the_nodes() {
    List<NodeDetails> nodes = stage().administration().nodes();

    assertThat(nodes).filteredOn(NodeDetails::isThis).hasSize(1);
    NodeDetails node = nodes.stream().filter(NodeDetails::isThis).findFirst().orElseThrow();
    assertThat(node.name()).isNotEmpty();
    assertThat(node.version()).matches("\\d+\\.\\d+.*");
    assertThat(node.server()).matches(".*(Payara|WildFly)\\D*\\d.*");
    assertThat(node.state()).isEqualTo(NodeState.ALIVE);
    assertThat(node.startedAt()).isBefore(node.lastSeen());
    assertThat(node.connections()).isNotNegative();
    assertThat(node.publishRate()).isNotNegative();
  }

  @Test
  default void an_administrator_looks_after_an_alert() {
    Stage stage = stage();
    TopicDetails topic = stage.topic();
    ContractClient client = stage.client("client");
    client.subscribe(name(topic));
    Administration administration = stage.administration();
    assertRefused(
        ErrorType.NOT_FOUND,
        () -> administration.acknowledgeAlert(AlertKind.NO_CONSUMER, name(topic), "nobody"));

    client.publish(name(topic), Publication.of("waits"));
    AlertDetails alert = alert(administration, name(topic));
    assertThat(alert.isAcknowledged()).isFalse();
    administration.acknowledgeAlert(alert.kind(), alert.topicName(), alert.endpointName());

    AlertDetails acknowledged = alert(administration, name(topic));
    assertThat(acknowledged.acknowledgedBy()).isEqualTo(server().administratorName());
    assertThat(acknowledged.isAcknowledged()).isTrue();
    assertThat(acknowledged.since()).isEqualTo(alert.since());
    assertThat(entries(stage, "no-consumer"))
        .filteredOn(
            entry -> entry.changes().contains(new AuditEntry.Change("topic_name", "", name(topic))))
        .extracting(AuditEntry::action)
        .containsExactly(AuditAction.ACKNOWLEDGE);
  }

  private static AlertDetails alert(Administration administration, String topicName) {
    return await()
        .atMost(Duration.ofMinutes(2))
        .until(
            () ->
                administration.alerts().stream()
                    .filter(alert -> alert.topicName().equals(topicName))
                    .findAny(),
            Optional::isPresent)
        .orElseThrow();
  }

  private static List<AuditEntry> entries(Stage stage, String name) {
    return stage.administration().audit(filter(new PageRequest(0, 100, name), null)).rows();
  }

  private static AuditFilter filter(PageRequest page, AuditAction actionOrNull) {
    return new AuditFilter(
        page, "", Optional.ofNullable(actionOrNull), Optional.<AuditKind>empty(), null, null);
  }

  @Test
  default void a_job_redelivers_the_dead_letters_with_a_reason() {
    Stage stage = stage();
    String topic = name(stage.topic(settings -> settings.maxDeliveries(1)));
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    for (int i = 0; i < 25; i++) {
      client.publish(topic, "broken " + i);
    }
    DeadLetterContract.rejectAll(client, topic, "it is broken");
    client.publish(topic, "late");
    DeadLetterContract.rejectAll(client, topic, "it is late");

    JobDetails job = run(stage, JobKind.REDELIVER_DEAD_LETTERS, topic, "", "", "broken");

    assertThat(job.state()).isEqualTo(JobState.DONE);
    assertThat(job.done()).isEqualTo(25);
    assertThat(job.seen()).isEqualTo(26);
    assertThat(job.total()).isEqualTo(26);
    assertThat(job.createdBy()).isEqualTo(server().administratorName());
    assertThat(client.depth(topic)).isEqualTo(25);
    assertThat(DeadLetterContract.deadTexts(client, topic)).containsExactly("late");
  }

  @Test
  default void a_job_moves_what_waits_to_another_topic() {
    Stage stage = stage();
    String topic = name(stage.topic());
    String target = name(stage.topic("target", settings -> settings));
    ContractClient client = stage.client("client");
    ContractClient other = stage.client("other");
    client.subscribe(topic);
    other.subscribe(topic);
    client.subscribe(target);
    client.publish(
        topic,
        Publication.builder()
            .data("first")
            .priority(9)
            .correlId("c")
            .expiration(Duration.ofHours(1))
            .build());
    client.publishAll(topic, publications("a", "b"));

    JobDetails job =
        run(stage, JobKind.MOVE_MESSAGES, topic, stage.endpointName("client"), target, "");

    assertThat(job.state()).as(job.error()).isEqualTo(JobState.DONE);
    assertThat(job.done()).isEqualTo(3);
    assertThat(client.depth(topic)).isZero();
    assertThat(other.depth(topic)).isEqualTo(3);
    List<Message> moved = client.receive(target);
    assertThat(texts(moved)).containsExactly("first", "a", "b");
    assertThat(moved.get(0).priority()).isEqualTo(9);
    assertThat(moved.get(0).correlId()).contains("c");
    assertThat(moved.get(0).expiration()).isLessThanOrEqualTo(Duration.ofHours(1));
    assertThat(moved.get(0).attributes()).containsEntry("tidings-moved-from", topic);
  }

  @Test
  default void a_job_deletes_what_waits_in_all_queues_of_a_topic() {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    ContractClient other = stage.client("other");
    client.subscribe(topic);
    other.subscribe(topic);
    client.publishAll(topic, publications("a", "b"));

    JobDetails job = run(stage, JobKind.DELETE_MESSAGES, topic, "", "", "");

    assertThat(job.done()).isEqualTo(4);
    assertThat(client.depth(topic)).isZero();
    assertThat(other.depth(topic)).isZero();
    assertRefused(ErrorType.CONFLICT, () -> stage.administration().cancelJob(job.id()));
  }

  @Test
  default void a_job_makes_dead_letters_of_what_waits() {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    ContractClient other = stage.client("other");
    client.subscribe(topic);
    other.subscribe(topic);
    client.publishAll(topic, publications("a", "b", "c"));
    client.receive(topic, 1);
    String endpoint = stage.endpointName("client");

    JobDetails job = run(stage, JobKind.REJECT_MESSAGES, topic, endpoint, "", "bad order");

    assertThat(job.state()).as(job.error()).isEqualTo(JobState.DONE);
    assertThat(job.done()).isEqualTo(2);
    assertThat(client.depth(topic)).isEqualTo(1);
    assertThat(DeadLetterContract.deadLetters(client, topic))
        .extracting(letter -> letter.reason() + ' ' + letter.message().deliveryCount())
        .containsExactly("bad order 0", "bad order 0");
    assertThat(DeadLetterContract.deadTexts(client, topic)).containsExactly("b", "c");
    assertThat(other.depth(topic)).isEqualTo(3);
    run(stage, JobKind.REDELIVER_DEAD_LETTERS, topic, endpoint, "", "bad");
    assertThat(texts(client.receive(topic))).containsExactly("b", "c");
  }

  @Test
  default void a_job_waits_while_its_target_takes_nothing_and_can_be_cancelled() {
    Stage stage = stage();
    String topic = name(stage.topic());
    TopicDetails target = stage.topic("target", settings -> settings.isActive(false));
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    client.publish(topic, "a");
    JobDetails started =
        stage
            .administration()
            .startJob(
                request(
                    JobKind.MOVE_MESSAGES, topic, stage.endpointName("client"), name(target), ""));

    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> !stage.administration().job(started.id()).error().isEmpty());
    JobDetails cancelled = stage.administration().cancelJob(started.id());

    assertThat(cancelled.state()).isEqualTo(JobState.CANCELLED);
    assertThat(stage.administration().job(started.id()).finishedAt()).isNotNull();
    assertThat(client.depth(topic)).isEqualTo(1);
    assertThat(stage.administration().jobs(new PageRequest(0, 100, "")).rows())
        .extracting(JobDetails::id)
        .contains(started.id());
  }

  @Test
  default void a_job_without_its_topics_or_endpoint_is_refused() {
    Stage stage = stage();
    String topic = name(stage.topic());
    String nothing = stage.topicName("nothing");

    for (JobRequest request :
        List.of(
            request(JobKind.DELETE_MESSAGES, nothing, "", "", ""),
            request(JobKind.DELETE_MESSAGES, topic, stage.endpointName("nobody"), "", ""),
            request(JobKind.MOVE_DEAD_LETTERS, topic, "", nothing, ""),
            request(JobKind.MOVE_DEAD_LETTERS, topic, "", topic, ""))) {
      assertRefused(ErrorType.INVALID_INPUT, () -> stage.administration().startJob(request));
    }
    assertRefused(ErrorType.NOT_FOUND, () -> stage.administration().job(Long.MAX_VALUE / 100));
  }

  private static JobRequest request(
      JobKind kind, String topic, String endpoint, String target, String reason) {
    return new JobRequest(kind, topic, endpoint, target, reason, null);
  }

  private static JobDetails run(
      Stage stage, JobKind kind, String topic, String endpoint, String target, String reason) {
    long id = stage.administration().startJob(request(kind, topic, endpoint, target, reason)).id();
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> stage.administration().job(id).state().isEnd());
    return stage.administration().job(id);
  }
}
