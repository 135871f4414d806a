package dev.tidings.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a remote caller sends and gets is the same on the other side. */
class SerializationTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00.123456Z");
  private static final SubscriptionKey KEY = SubscriptionKey.of("zpsk.rest." + "1".repeat(24));
  private static final MessageId ID = MessageId.of("zpsm" + "a".repeat(24));

  @ParameterizedTest
  @MethodSource("values")
  void a_value_is_the_same_on_the_other_side(Serializable value)
      throws IOException, ClassNotFoundException {
    Object copy = copy(value);

    assertThat(copy).hasSameClassAs(value).usingRecursiveComparison().isEqualTo(value);
  }

  static Stream<Serializable> values() {
    return Stream.of(
        ID,
        KEY,
        Content.text("text, ü and 😀"),
        Content.json("{\"a\":[1]}"),
        Content.binary(new byte[] {0, -1, 7}),
        Publication.of("only data"),
        publication(),
        message(publication()),
        message(Publication.of("only data")),
        MessagePage.of(List.of(message(publication())), "5c17"),
        MessagePage.last(List.of()),
        new QueueStatus(KEY, 0, 0, 0, 0, null),
        new QueueStatus(KEY, 3, 1, 1, 2, Duration.ofMillis(5)),
        Receipt.of("receipt"),
        ReceiveOptions.builder().max(3).lease(Duration.ofMinutes(1)).build(),
        new ReceiveResult(List.of(message(publication())), List.of(ReceiptOutcome.EXPIRED)),
        Rejection.plain().because("reason").after(Duration.ofSeconds(2)),
        Rejection.plain().withoutRedelivery(),
        deadLetter(),
        DeadLetterPage.of(List.of(deadLetter()), "17"),
        DeadLetterPage.last(List.of()),
        DeadLetterFilter.all().withIds(List.of(ID)).withReason("reason").diedBefore(NOON),
        SubscribeOptions.endpoint("My REST Endpoint"),
        new SubscribeOutcome(KEY, true, 7),
        new Violation("data", "is required"),
        TopicSettings.named("/orders"),
        new TopicDetails(1, 2, NOON, TopicSettings.named("/orders")),
        endpoint(),
        new EndpointDetails(1, 2, NOON, endpoint()),
        new SubscriptionDetails(1, 2, NOON, KEY, "/orders", "mine", "sub=/**", true, 9),
        new ListenerDetails(
            "packing", "Packing.pack", "/orders", "mine", 7, ListenerState.PAUSED, 2, 100, 1),
        new AlertDetails(AlertKind.NO_CONSUMER, "/orders", "mine", NOON, "admin", NOON),
        AccessDecision.refused(AccessReason.ROLE),
        new TopicAccess(
            "mine",
            "/orders",
            new AccessDecision(AccessReason.PATTERN, "pub=/**", 1),
            AccessDecision.refused(AccessReason.NO_PATTERN),
            7),
        MessageTrace.gone(ID),
        queueTrace(),
        auditEntry(),
        auditEntry().changes().get(0),
        new Definitions(
            List.of(TopicSettings.named("/orders")),
            List.of(new EndpointDefinition(endpoint(), "hash")),
            List.of(new SubscriptionDefinition("/orders", "mine", true))),
        new EndpointDefinition(endpoint(), "hash"),
        new SubscriptionDefinition("/orders", "mine", true),
        new DefinitionChange(
            AuditAction.CHANGE, AuditKind.TOPIC, "/orders", auditEntry().changes()),
        jobRequest(),
        new JobDetails(1, jobRequest(), JobState.RUNNING, 1, 2, 3, "mine", NOON, NOON, null, ""),
        new NodeDetails(
            3, "node1", "0.1.0", "Payara", NOON, NOON, true, NodeState.ALIVE, 2, 1, 0.5, 0, 1),
        jobOfChosenMessages(),
        new JobDetails(
            2,
            jobOfChosenMessages(),
            JobState.DONE,
            0,
            1,
            1,
            "mine",
            NOON,
            NOON,
            NOON,
            "",
            List.of(ID)),
        new ConnectionDetails(
            1, "server", "websocket", "mine", "::1", NOON, 500, 2, List.of("/orders")),
        new PageRequest(5, 10, "ord"),
        new SubscriptionFilter(new PageRequest(5, 10, "ord"), 1, 2),
        new Page<>(List.of("one"), 1));
  }

  private static Publication publication() {
    Publication.Builder builder = Publication.builder();
    for (TextField field : TextField.values()) {
      builder.text(field, "the " + field);
    }
    return builder
        .data("data")
        .priority(9)
        .expiration(Duration.ofMinutes(5))
        .mimeType("text/html")
        .extPubTime(NOON)
        .hasGd(false)
        .msgId(ID)
        .deliverTo(KEY)
        .replyTo(KEY, KEY)
        .deliverAfter(Duration.ofSeconds(3))
        .attribute("name", "value")
        .endpoint("mine")
        .build();
  }

  private static Message message(Publication publication) {
    return Message.builder()
        .msgId(ID)
        .publication(publication)
        .topicName("/orders")
        .subKey(KEY)
        .pubTime(NOON)
        .expiration(Publication.MAX_EXPIRATION)
        .hasGd(true)
        .deliveryCount(3)
        .server("server", 4711)
        .lease(Receipt.of("receipt"), NOON)
        .build();
  }

  private static DeadLetter deadLetter() {
    return new DeadLetter(message(publication()), "reason", NOON);
  }

  private static AuditEntry auditEntry() {
    return new AuditEntry(
        7,
        NOON,
        "admin",
        "::1",
        AuditAction.CHANGE,
        AuditKind.TOPIC,
        1,
        "/orders",
        List.of(new AuditEntry.Change("max_depth", "1", "2")));
  }

  private static JobRequest jobRequest() {
    return new JobRequest(JobKind.MOVE_DEAD_LETTERS, "/orders", "mine", "/parcels", "late", NOON);
  }

  private static JobRequest jobOfChosenMessages() {
    return new JobRequest(JobKind.DELETE_MESSAGES, "/orders", "mine", "", "", NOON, List.of(ID));
  }

  private static QueueTrace queueTrace() {
    return new QueueTrace(
        7, "mine", TracedState.DELAYED, 2, NOON, "reason", List.of(DeliveryObstacle.WINDOW_FULL));
  }

  private static EndpointSettings endpoint() {
    return new EndpointSettings(
        "mine", EndpointType.REST, Role.PUB_SUB, "user", "password", List.of("pub=/**"), true);
  }

  @Test
  void no_id_stays_the_one_that_says_so() throws IOException, ClassNotFoundException {
    assertThat(copy(MessageId.NONE)).isSameAs(MessageId.NONE);
  }

  @Test
  void an_exception_arrives_with_all_it_says() throws IOException, ClassNotFoundException {
    TidingsException full =
        TidingsException.retryLater(ErrorType.QUEUE_FULL, "full", Duration.ofSeconds(5));
    TidingsException invalid = TidingsException.invalid("data", "is required");

    TidingsException fullCopy = (TidingsException) copy(full);
    TidingsException invalidCopy = (TidingsException) copy(invalid);

    assertThat(fullCopy).hasMessage("full");
    assertThat(fullCopy.type()).isEqualTo(ErrorType.QUEUE_FULL);
    assertThat(fullCopy.retryAfter()).contains(Duration.ofSeconds(5));
    assertThat(invalidCopy.retryAfter()).isEmpty();
    assertThat(invalidCopy.violations())
        .usingRecursiveFieldByFieldElementComparator()
        .isEqualTo(invalid.violations());
  }

  @Test
  void every_serializable_type_of_the_api_is_among_them() {
    Set<String> tested =
        values().map(value -> value.getClass().getName()).collect(Collectors.toSet());

    Set<String> serializable =
        new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.tidings.api")
                .stream()
                .filter(type -> type.isAssignableTo(Serializable.class))
                .filter(type -> !type.isEnum() && !type.isAssignableTo(Throwable.class))
                .map(JavaClass::getName)
                .collect(Collectors.toSet());

    assertThat(tested).isEqualTo(serializable);
  }

  private static Object copy(Serializable value) throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(value);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return in.readObject();
    }
  }
}
