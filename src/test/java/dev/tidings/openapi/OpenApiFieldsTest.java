package dev.tidings.openapi;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.AccessReason;
import dev.tidings.api.AlertKind;
import dev.tidings.api.AuditAction;
import dev.tidings.api.AuditKind;
import dev.tidings.api.DeliveryObstacle;
import dev.tidings.api.EndpointType;
import dev.tidings.api.ErrorType;
import dev.tidings.api.JobKind;
import dev.tidings.api.JobState;
import dev.tidings.api.ListenerState;
import dev.tidings.api.MessageState;
import dev.tidings.api.MessageTrace;
import dev.tidings.api.NodeState;
import dev.tidings.api.OnNoSubs;
import dev.tidings.api.Overflow;
import dev.tidings.api.ReceiptOutcome;
import dev.tidings.api.Role;
import dev.tidings.api.TracedState;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every field that the code writes or reads is in a schema, and vice versa; so is every word. */
class OpenApiFieldsTest {
  private static final String ADMIN = "transport/admin/";

  /** Files that write, and the schemas that have exactly their fields. */
  private static final Map<List<String>, List<String>> WRITTEN =
      pairs(
          "json/MessageJson json/DeadLetterJson -> Message ZatoMessage DeadLetter",
          "admin/MonitorMessageJson admin/SubscriptionQueueResource -> MonitorMessage"
              + " MonitorDeadLetter AnyMessagePage AnyDeadLetterPage QueueStatus Removed Redelivered"
              + " Discarded",
          "rest/QueueResource rest/DeadLetterResource -> MessagePage MessageList DeadLetterPage"
              + " Removed Redelivered Discarded",
          "rest/SubscriptionResource -> Subscribed SubscriptionStatus",
          "rest/PublishResource -> PublishResult",
          "json/ReceiveJson json/SettlementJson -> Received SettlementResult SettlementResults",
          "json/ProblemJson -> Problem FieldError PublishLineProblem",
          "health/HealthReport -> HealthReport HealthCheck",
          "admin/SessionResource -> Session",
          "admin/StatisticsJson admin/FigureSum -> Statistics TopicFigures SubscriptionFigures Rate"
              + " StatisticsHistory",
          "events/StatisticsRows -> StatisticsEvent",
          "admin/SubscriptionJson admin/SubscriptionsResource -> Subscription SubscriptionPage",
          "admin/TopicJson admin/TopicsResource -> Topic TopicPage",
          "admin/EndpointJson admin/EndpointsResource -> Endpoint EndpointPage",
          "admin/JobJson admin/JobsResource -> Job JobPage",
          "admin/AuditResource -> AuditEntry FieldChange AuditPage",
          "admin/AccessResource -> TopicAccess AccessDecision",
          "admin/MessageTraceJson -> MessageTrace QueueTrace DeliveryObstacle",
          "admin/DefinitionsResource -> DefinitionChange DefinitionChanges",
          "admin/NodesResource -> Node NodeList",
          "admin/ConnectionsResource -> Connection ConnectionPage",
          "admin/ListenerJson admin/ListenersResource -> Listener ListenerList",
          "admin/AlertJson admin/AlertsResource -> Alert AlertList",
          "admin/ConfigResource -> Setting SettingList",
          "admin/TopicMessagesResource -> PublishedIds",
          "zato/SubscribeResource zato/TopicResource zato/ZatoError -> ZatoSubscribed"
              + " ZatoPublished ZatoError");

  /** Files that read, and the schemas that have exactly their fields. */
  private static final Map<List<String>, List<String>> READ =
      pairs(
          "json/PublicationJson -> Publication PublicationBatch",
          "json/ReceiveJson -> ReceiveRequest",
          "json/SettlementJson -> AcknowledgeRequest RejectRequest ExtendRequest",
          "json/DeadLetterJson -> DeadLetterFilter",
          "admin/TopicJson -> NewTopic",
          "admin/TopicJson -> TopicChange",
          "admin/EndpointJson -> NewEndpoint",
          "admin/EndpointJson -> EndpointChange",
          "admin/SubscriptionJson -> NewSubscription SubscriptionChange",
          "admin/JobJson -> JobRequest",
          "admin/AlertJson -> AlertAcknowledgement",
          "admin/SessionResource -> SetUpPassword");

  private final OpenApiDocument document = OpenApiDocument.read();

  @Test
  void every_field_that_is_written_is_described_and_vice_versa() throws IOException {
    for (Map.Entry<List<String>, List<String>> one : WRITTEN.entrySet()) {
      assertThat(document.properties(names(one.getValue())))
          .as(one.toString())
          .containsExactlyInAnyOrderElementsOf(OpenApiSources.written(names(one.getKey())));
    }
  }

  @Test
  void no_file_that_writes_is_forgotten() throws IOException {
    Set<String> writers = new TreeSet<>();
    for (String folder : List.of("rest", "admin", "json", "zato", "health", "stream", "events")) {
      writers.addAll(OpenApiSources.writers("transport/" + folder));
    }
    Set<String> known = new TreeSet<>();
    WRITTEN.keySet().forEach(known::addAll);
    // Others have their fields too, or they are tested below.
    known.addAll(
        Set.of(
            ADMIN + "AdminPages.java",
            ADMIN + "DefinitionsTree.java",
            "transport/stream/ResultLines.java"));

    assertThat(known).containsAll(writers);
  }

  @Test
  void every_field_that_is_read_is_described_and_vice_versa() throws IOException {
    for (Map.Entry<List<String>, List<String>> one : READ.entrySet()) {
      assertThat(document.properties(names(one.getValue())))
          .as(one.toString())
          .containsExactlyInAnyOrderElementsOf(OpenApiSources.read(names(one.getKey())));
    }
  }

  @Test
  void definitions_have_the_fields_of_their_kinds() throws IOException {
    Set<String> fields =
        document.properties(
            "Definitions", "TopicDefinition", "EndpointDefinition", "SubscriptionDefinition");

    assertThat(fields.remove("password")).isTrue();
    assertThat(fields)
        .containsExactlyInAnyOrderElementsOf(
            OpenApiSources.written(ADMIN + "DefinitionsTree.java"));
  }

  @Test
  void zato_s_publications_have_their_fields() throws IOException {
    Set<String> read = OpenApiSources.read("transport/zato/ZatoPublication.java");
    // The WebSocket reads that, and this API names a subscription.
    assertThat(read.remove("mime_type")).isTrue();
    read.add("sub_key");

    assertThat(document.properties("ZatoRequest")).containsExactlyInAnyOrderElementsOf(read);
  }

  @Test
  void words_are_those_of_the_code() {
    assertWords("ErrorCode", "", ErrorType.values(), ErrorType::code);
    assertWords("Role", "", Role.values(), Role::wireName);
    assertWords("AuditAction", "", AuditAction.values(), AuditAction::wireName);
    assertWords("AlertName", "", AlertKind.values(), AlertKind::wireName);
    assertWords("AuditKind", "", AuditKind.values(), AuditKind::wireName);
    assertWords("Job", "kind", JobKind.values(), JobKind::wireName);
    assertWords("JobRequest", "kind", JobKind.values(), JobKind::wireName);
    assertWords("Job", "state", JobState.values(), JobState::wireName);
    assertWords("Node", "state", NodeState.values(), NodeState::wireName);
    assertWords("Listener", "state", ListenerState.values(), ListenerState::wireName);
    assertWords("AccessDecision", "reason", AccessReason.values(), AccessReason::wireName);
    assertWords("DeliveryObstacle", "code", DeliveryObstacle.values(), DeliveryObstacle::wireName);
    assertWords("MessageTrace", "place", MessageTrace.Place.values(), MessageTrace.Place::wireName);
    assertWords("QueueTrace", "state", TracedState.values(), TracedState::wireName);
    assertWords("TopicSettings", "on_no_subs", OnNoSubs.values(), OnNoSubs::wireName);
    assertWords("TopicSettings", "overflow", Overflow.values(), Overflow::wireName);
    assertWords("EndpointSettings", "type", EndpointType.values(), EndpointType::wireName);
    assertWords("SettlementResult", "result", ReceiptOutcome.values(), ReceiptOutcome::code);
    assertThat(words(document.at("#/components/parameters/State/schema")))
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(MessageState.values()).map(MessageState::code).toList());
  }

  private <T> void assertWords(
      String schema, String property, T[] values, Function<T, String> word) {
    Object node = document.schemas().get(schema);
    if (!property.isEmpty()) {
      node = OpenApiDocument.map(OpenApiDocument.map(node), "properties").get(property);
    }
    assertThat(words(node))
        .as(schema + " " + property)
        .isEqualTo(Arrays.stream(values).map(word).collect(toCollection(TreeSet::new)));
  }

  private Set<String> words(Object node) {
    return OpenApiDocument.list(document.resolved(node).get("enum")).stream()
        .map(String::valueOf)
        .collect(toCollection(TreeSet::new));
  }

  private static String[] names(List<String> names) {
    return names.toArray(String[]::new);
  }

  private static Map<List<String>, List<String>> pairs(String... lines) {
    Map<List<String>, List<String>> pairs = new LinkedHashMap<>();
    for (String line : lines) {
      String[] sides = line.split(" -> ", 2);
      List<String> files =
          Stream.of(sides[0].split(" ", -1)).map(name -> "transport/" + name + ".java").toList();
      List<String> schemas = List.of(sides[1].split(" ", -1));
      // The same files may read for several schemas.
      pairs.merge(
          files, schemas, (before, more) -> Stream.concat(before.stream(), more.stream()).toList());
    }
    return pairs;
  }
}
