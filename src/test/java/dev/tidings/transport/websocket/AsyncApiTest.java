package dev.tidings.transport.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.SubscribeOptions;
import dev.tidings.api.TextField;
import dev.tidings.fixture.Golden;
import dev.tidings.transport.json.SettlementJson;
import dev.tidings.transport.websocket.connection.CloseCode;
import dev.tidings.transport.websocket.service.ServiceResponse;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The description for programs says what the code does: services, messages and their fields. */
class AsyncApiTest {
  private static final Path SOURCES = Path.of("src", "main", "java", "dev", "tidings");
  private static final Pattern SERVICE = Pattern.compile("operations\\.put\\(\\s*\"([^\"]+)\"");
  private static final Pattern FIELD =
      Pattern.compile("\\.(?:text|texts|whole|truth|value)\\(\"(\\w+)\"\\)");
  private static final Pattern META = Pattern.compile("text\\(meta, \"(\\w+)\"\\)");

  private final Map<String, Object> document = read();

  private static Map<String, Object> read() {
    try {
      return new Yaml(new SafeConstructor(new LoaderOptions()))
          .load(
              Files.readString(
                  Path.of("src/main/resources/dev/tidings/platform/ops/asyncapi.yaml")));
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }

  @Test
  void every_reference_leads_somewhere() {
    List<String> references = new ArrayList<>();
    collect("$ref", document, references);

    assertThat(references)
        .isNotEmpty()
        .allSatisfy(reference -> assertThat(at(reference.substring(2).split("/", -1))).isNotNull());
  }

  @Test
  void every_service_is_described_and_shown_on_the_page() throws IOException {
    List<String> described = new ArrayList<>();
    map("components", "messages")
        .values()
        .forEach(message -> collectServices((Map<?, ?>) message, described));

    Set<String> services = found(SERVICE, "transport/websocket/service/ServiceRegistry.java");

    assertThat(described).containsExactlyInAnyOrderElementsOf(services);
    assertThat(services)
        .allSatisfy(
            service ->
                assertThat(Files.readString(Path.of("docs", "websocket.md"))).contains(service));
  }

  @Test
  void every_operation_names_messages_of_the_channel() {
    Set<String> described = keys("channels", "socket", "messages");
    List<String> used = new ArrayList<>();
    collect("$ref", map("operations"), used);

    assertThat(
            used.stream()
                .filter(reference -> reference.contains("/messages/"))
                .map(reference -> reference.substring(reference.lastIndexOf('/') + 1)))
        .containsAll(described);
  }

  @Test
  void every_message_of_the_server_is_described() throws IOException {
    Instant now = Instant.EPOCH;
    Stream<String> said =
        Stream.of(
            FrameWriter.loggedIn(now, "1", "token"),
            FrameWriter.result(now, "1", ServiceResponse.nothing()),
            FrameWriter.failure(now, "1", 400, "why", "cid"),
            FrameWriter.forbidden(now));
    List<JsonObject> metas =
        said.map(AsyncApiTest::object).map(message -> message.getJsonObject("meta")).toList();
    List<String> described = new ArrayList<>();
    map("components", "messages").values().forEach(message -> collect("const", message, described));
    List<String> fields =
        new ArrayList<>(keys("components", "schemas", "ServerMeta", "properties"));
    fields.addAll(List.of("status", "in_reply_to", "error_message"));

    assertThat(metas)
        .allSatisfy(meta -> assertThat(described).contains(meta.getString("msg_type")))
        .allSatisfy(meta -> assertThat(fields).containsAll(meta.keySet()));
    assertThat(types()).contains(FrameWriter.REQUEST).hasSize(6);
    assertThat(types())
        .allSatisfy(
            type -> assertThat(Files.readString(Path.of("docs", "websocket.md"))).contains(type));
  }

  private Collection<String> types() {
    return map("components", "schemas", "ServerMeta", "properties", "msg_type").get("enum")
            instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of();
  }

  @Test
  void every_field_of_a_message_is_described() {
    JsonObject message = object(Golden.json("message-with-everything").replaceAll("^\\[|]$", ""));
    Set<String> fields = new TreeSet<>(message.keySet());
    fields.addAll(Set.of("receipt", "leased_until_iso", "leased_until"));

    assertThat(keys("components", "schemas", "Message", "properties"))
        .containsExactlyInAnyOrderElementsOf(fields);
  }

  @Test
  void every_field_that_is_read_is_described() throws IOException {
    Set<String> published =
        found(
            FIELD,
            "transport/zato/ZatoPublication.java",
            "transport/websocket/service/PublishOperation.java");
    Stream.of(TextField.values()).map(TextField::fieldName).forEach(published::add);
    assertThat(properties("PublishRequest")).containsExactlyInAnyOrderElementsOf(published);
    assertThat(
            properties(
                "SubscribeRequest", "ResumeRequest", "UnsubscribeRequest", "GetMessagesRequest"))
        .containsExactlyInAnyOrderElementsOf(
            found(FIELD, "transport/websocket/service/QueueOperations.java"));
    Set<String> meta = new TreeSet<>(properties("ClientMeta"));
    meta.addAll(Set.of("username", "secret", "in_reply_to"));
    assertThat(meta).containsAll(found(META, "transport/websocket/service/Envelope.java"));
  }

  @Test
  void settling_takes_the_fields_that_are_described() {
    Map<String, String> values =
        Map.of(
            "receipts", "[\"AAAAAAAAAAF7b5mUF1sXGgAA\"]",
            "delay", "\"PT1S\"",
            "reason", "\"why\"",
            "lease", "\"PT10M\"");

    assertThat(SettlementJson.readAcknowledge(body("AcknowledgeRequest", values))).hasSize(1);
    assertThat(SettlementJson.readReject(body("RejectRequest", values)).receipts()).hasSize(1);
    assertThat(SettlementJson.readExtend(body("ExtendRequest", values)).lease()).isPresent();
  }

  private byte[] body(String schema, Map<String, String> values) {
    return properties(schema).stream()
        .filter(field -> !field.equals("sub_key"))
        .map(field -> "\"" + field + "\":" + values.get(field))
        .collect(Collectors.joining(",", "{", "}"))
        .getBytes(UTF_8);
  }

  @Test
  void every_close_code_is_on_the_page() throws IOException {
    String page = Files.readString(Path.of("docs", "websocket.md"));

    assertThat(CloseCode.values())
        .allSatisfy(code -> assertThat(page).contains("| %d |".formatted(code.number())));
  }

  @Test
  void limits_are_those_of_the_code() {
    Map<String, Object> batch =
        map("components", "schemas", "SubscribeRequest", "properties", "delivery_batch_size");

    assertThat(batch)
        .containsEntry("default", SubscribeOptions.DEFAULT_BATCH_SIZE)
        .containsEntry("maximum", SubscribeOptions.MAX_BATCH_SIZE);
  }

  private static Set<String> found(Pattern pattern, String... files) throws IOException {
    Set<String> found = new TreeSet<>();
    for (String file : files) {
      pattern
          .matcher(Files.readString(SOURCES.resolve(file)))
          .results()
          .forEach(match -> found.add(match.group(1)));
    }
    return found;
  }

  private Set<String> properties(String... schemas) {
    return Stream.of(schemas)
        .flatMap(schema -> keys("components", "schemas", schema, "properties").stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Set<String> keys(String... path) {
    return map(path).keySet();
  }

  private Map<String, Object> map(String... path) {
    Map<String, Object> named = new LinkedHashMap<>();
    ((Map<?, ?>) at(path)).forEach((key, value) -> named.put(String.valueOf(key), value));
    return named;
  }

  private Object at(String... path) {
    Object here = document;
    for (String step : path) {
      here = ((Map<?, ?>) here).get(step);
      assertThat(here).as(String.join("/", path)).isNotNull();
    }
    return here;
  }

  /** The name of the service that a message invokes, if it does. */
  private static void collectServices(Map<?, ?> message, List<String> services) {
    Object here = message;
    for (String step : List.of("payload", "properties", "data", "properties", "service")) {
      here = here instanceof Map<?, ?> map ? map.get(step) : null;
    }
    collect("const", here, services);
  }

  /** Every value of that key, however deep. */
  private static void collect(String key, Object node, List<String> values) {
    if (node instanceof Map<?, ?> map) {
      map.forEach(
          (name, value) -> {
            if (name.equals(key) && !(value instanceof Map<?, ?>)) {
              values.add(String.valueOf(value));
            } else {
              collect(key, value, values);
            }
          });
    } else if (node instanceof List<?> list) {
      list.forEach(value -> collect(key, value, values));
    }
  }

  private static JsonObject object(String json) {
    try (JsonReader reader = Json.createReader(new StringReader(json))) {
      return reader.readObject();
    }
  }
}
