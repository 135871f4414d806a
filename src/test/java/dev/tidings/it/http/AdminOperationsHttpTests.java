package dev.tidings.it.http;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Explanations, the audit log, definitions, jobs and connections: their forms over HTTP. */
class AdminOperationsHttpTests extends DeployedServerTest {
  private static final String DEFINITIONS = "/api/v1/admin/definitions";
  private static final String BACKUP = "/api/v1/admin/backup";

  @ParameterizedTest
  @CsvSource({
    "access,endpoint",
    "access?endpoint=admin,topic",
    "access?endpoint=admin&topic=/a&topic=/b,topic",
    "access?endpoint=admin&topic=,topic",
    "access?endpoint=%00&topic=/a,endpoint",
    "audit?actor=a%00,actor",
    "access?endpoint=admin&topic=/a&role=x,role",
    "messages/zpsm,msg_id",
    "audit?limit=0,limit",
    "audit?after=-1,after",
    "audit?action=make,action",
    "audit?kind=queue,kind",
    "audit?from=yesterday,from",
    "audit?until=2018-07-04T00:00,until",
    "definitions?password_hashes=yes,password_hashes",
    "definitions?format=yaml,format"
  })
  void a_question_that_makes_no_sense_is_refused(String question, String field) {
    assertInvalid(admin().get("/api/v1/admin/" + question), field);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}                                                              | kind
          []                                                              | body
          {"kind":"wait"}                                                 | kind
          {"kind":"delete-messages"}                                      | topic_name
          {"kind":"move-messages","topic_name":"/a","target_topic_name":"/b"} | endpoint_name
          {"kind":"move-dead-letters"}                                    | target_topic_name
          {"kind":"delete-dead-letters","target_topic_name":"/b"}         | target_topic_name
          {"kind":"delete-messages","topic_name":"/a","reason":"x"}       | reason
          {"kind":"reject-messages"}                                      | topic_name
          {"kind":"reject-messages","topic_name":"/a","target_topic_name":"/b"} | target_topic_name
          {"kind":"reject-messages","topic_name":"/a","reason":"a\\u0000"} | reason
          {"kind":"delete-dead-letters","topic_name":"/a//b"}             | topic_name
          {"kind":"delete-dead-letters","endpoint_name":"a\\u0000"}       | endpoint_name
          {"kind":"delete-dead-letters","reason":"a\\u0000"}             | reason
          {"kind":"delete-dead-letters","before":7}                       | before
          {"kind":"delete-dead-letters","all":true}                       | all
          """)
  void a_job_that_makes_no_sense_is_refused(String body, String field) {
    assertInvalid(admin().post("/api/v1/admin/jobs", body), field);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "topics",
        "[]",
        "topics: {}",
        "topics: [7]",
        "topics: [{}]",
        "topics: [{name: /a, max_depth: '7'}]",
        "topics: [{name: /a}, {name: /a}]",
        "topics: [{name: /tidings/a}]",
        "topics: &a [{name: /a}]\nendpoints: *a",
        "topics: !!java.util.ArrayList []",
        "topics: []\ntopics: []",
        "topics: []\n---\ntopics: []",
        "topics: [{name: /a",
        "topics:\n\t- name: /a",
        "? [a]\n: b",
        "endpoints: [{name: a, username: a}]",
        "endpoints: [{name: a, type: internal}]",
        "endpoints: [{name: a, username: a, password_hash: x}]",
        "endpoints: [{name: a, patterns: [get=/a]}]",
        "subscriptions: [{topic_name: /it/nothing, endpoint_name: nobody at all}]"
      })
  void definitions_that_make_no_sense_are_refused_with_their_line(String document) {
    HttpResponse<String> refused = put("?dry_run=true", document, "application/yaml");

    assertProblem(refused, 400, "invalid-input");
    assertThat(HttpClientOf.object(refused).getJsonArray("errors").getValuesAs(JsonObject.class))
        .extracting(error -> error.getString("detail"))
        .allMatch(detail -> detail.matches("(?s).*\\(line [0-9]+\\)"));
  }

  @Test
  void who_monitors_reads_definitions_and_no_hashes_of_passwords() {
    HttpClientOf monitor = newClient("monitor", "");

    HttpResponse<String> read = monitor.get(DEFINITIONS);

    assertThat(read.statusCode()).isEqualTo(200);
    assertThat(read.body()).contains(monitor.username()).doesNotContain("password", "zpsk");
    assertProblem(monitor.get(DEFINITIONS + "?password_hashes=true"), 403, "access-denied");
    assertThat(admin().get(DEFINITIONS + "?password_hashes=true").body())
        .contains("\"password_hash\":");
    assertProblem(
        monitor.send(
            "PUT",
            DEFINITIONS,
            BodyPublishers.ofString("topics: []"),
            "Content-Type",
            "application/yaml"),
        403,
        "access-denied");
  }

  @Test
  void a_document_that_is_nested_without_end_is_refused() {
    assertProblem(
        put("?dry_run=true", "[".repeat(100_000), "application/json"), 400, "invalid-input");
  }

  @Test
  void definitions_are_yaml_for_who_wants_it_and_can_be_applied_again() {
    String topic = newTopic("\"max_depth\":7");

    HttpResponse<String> yaml = admin().get(DEFINITIONS, "Accept", "application/yaml");
    HttpResponse<String> json = admin().get(DEFINITIONS);
    HttpResponse<String> ofYaml = put("", yaml.body(), "application/yaml");
    HttpResponse<String> ofJson = put("?prune=false", json.body(), "application/json");

    assertThat(yaml.headers().firstValue("Content-Type").orElse("")).startsWith("application/yaml");
    assertThat(json.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
    assertThat(yaml.body()).contains("  - name: \"" + topic + "\"").doesNotContain("password");
    assertThat(ofYaml.body()).isEqualTo("{\"is_dry_run\":false,\"changes\":[]}");
    assertThat(ofJson.body()).isEqualTo(ofYaml.body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "text/yaml"})
  void definitions_come_as_json_or_yaml(String type) {
    assertProblem(put("", "topics: []", type), 415, "unsupported-media-type");
  }

  @Test
  void a_job_shows_where_it_is_followed() {
    String topic = newTopic();

    HttpResponse<String> started =
        admin()
            .post(
                "/api/v1/admin/jobs",
                "{\"kind\":\"delete-messages\",\"topic_name\":\"" + topic + "\"}");

    assertThat(started.statusCode()).as(started.body()).isEqualTo(202);
    assertThat(started.headers().firstValue("Location").orElse(""))
        .endsWith("/api/v1/admin/jobs/" + HttpClientOf.object(started).getInt("id"));
    assertProblem(admin().get("/api/v1/admin/jobs/999999999"), 404, "not-found");
    assertProblem(admin().post("/api/v1/admin/jobs/999999999/cancel"), 404, "not-found");
  }

  @Test
  void the_audit_log_says_where_a_change_came_from() {
    String topic = newTopic();

    HttpResponse<String> entries =
        admin().get("/api/v1/admin/audit?kind=topic&actor=admin&limit=1&name=" + topic);

    JsonObject entry = HttpClientOf.object(entries).getJsonArray("entries").getJsonObject(0);
    assertThat(entry.getString("address")).matches("[0-9A-Fa-f.:]{3,45}");
    assertThat(entry.getString("action")).isEqualTo("create");
    assertThat(HttpClientOf.object(entries)).doesNotContainKey("next");
  }

  @Test
  void who_does_not_administer_gets_no_backup() {
    HttpClientOf administrator = newClient("admin", "");
    HttpResponse<String> login =
        administrator.send("POST", "/api/v1/admin/session", BodyPublishers.noBody());
    String cookie = login.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];

    assertProblem(nobody().post(BACKUP), 401, "not-authenticated");
    assertProblem(newClient("monitor", "").post(BACKUP), 403, "access-denied");
    assertProblem(newClient().post(BACKUP), 403, "access-denied");
    assertProblem(nobody().post(BACKUP, "", "Cookie", cookie), 403, "access-denied");
    assertProblem(admin().get(BACKUP), 405, "method-not-allowed");
  }

  @Test
  void a_backup_is_the_file_of_the_embedded_database_and_of_no_other() {
    HttpResponse<String> backup = admin().post(BACKUP);

    if (System.getProperty("it.settings").contains("tidings.data.dir")) {
      assertThat(backup.statusCode()).as(backup.body()).isEqualTo(200);
      assertThat(backup.headers().firstValue("Content-Type").orElse(""))
          .isEqualTo("application/octet-stream");
      assertThat(backup.headers().firstValueAsLong("Content-Length").orElse(0))
          .isGreaterThan(8_192);
      assertThat(backup.body()).startsWith("H:2,");
      HttpResponse<String> entries = admin().get("/api/v1/admin/audit?kind=database&limit=1");
      JsonObject entry = HttpClientOf.object(entries).getJsonArray("entries").getJsonObject(0);
      assertThat(entry.getString("action")).isEqualTo("backup");
      assertThat(entry.getString("actor")).isEqualTo("admin");
    } else {
      assertProblem(backup, 409, "conflict");
      assertThat(backup.body()).contains("PostgreSQL database", "pg_dump");
    }
  }

  @Test
  void a_connection_that_is_not_there_cannot_be_closed() {
    assertProblem(admin().delete("/api/v1/admin/connections/999999999"), 404, "not-found");
    assertThat(
            HttpClientOf.object(admin().get("/api/v1/admin/connections?name=" + UUID.randomUUID())))
        .containsKey("connections")
        .doesNotContainKey("next");
  }

  private HttpResponse<String> put(String query, String document, String type) {
    return admin()
        .send("PUT", DEFINITIONS + query, BodyPublishers.ofString(document), "Content-Type", type);
  }

  private void assertInvalid(HttpResponse<String> refused, String field) {
    assertProblem(refused, 400, "invalid-input");
    assertThat(HttpClientOf.object(refused).getJsonArray("errors").getValuesAs(JsonObject.class))
        .extracting(error -> error.getString("field"))
        .contains(field);
  }
}
