package dev.tidings.store.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tidings.api.EndpointDetails;
import dev.tidings.api.EndpointSettings;
import dev.tidings.api.EndpointType;
import dev.tidings.api.ErrorType;
import dev.tidings.api.PageRequest;
import dev.tidings.api.Role;
import dev.tidings.api.TidingsException;
import dev.tidings.fixture.DatabaseKind;
import dev.tidings.fixture.TestStore;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class EndpointsTest {
  private static final Instant CREATED_AT = Instant.parse("2026-01-02T03:04:05.678901Z");
  private static final String PASSWORD = "correct horse";

  @Parameter DatabaseKind engine;

  private TestStore store;
  private Endpoints endpoints;

  @BeforeEach
  void open() {
    store = TestStore.of(engine);
    endpoints =
        new Endpoints(
            store.database(), store.caches(), store.entities(), password -> "hash of " + password);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void an_endpoint_keeps_all_its_settings_but_the_password() {
    EndpointSettings settings = login("東京", "user", PASSWORD, "sub=/b", "pub=/a/*", "pub=/a/*");

    EndpointDetails added = add(settings);

    assertThat(added.settings())
        .isEqualTo(login("東京", "user", "", "sub=/b", "pub=/a/*", "pub=/a/*"));
    assertThat(added.createdAt()).isEqualTo(CREATED_AT);
    assertThat(endpoints.require(added.id()).details()).isEqualTo(added);
    assertThat(endpoints.stored("東京")).map(Endpoint::details).contains(added);
  }

  @Test
  void lines_keep_their_order() {
    String[] lines =
        IntStream.range(0, 200).mapToObj(i -> "pub=/" + (i * 7) % 200).toArray(String[]::new);

    EndpointDetails added = add(login("a", "", "", lines));

    assertThat(endpoints.require(added.id()).details().settings().patterns())
        .containsExactly(lines);
    assertThat(endpoints.find("a").orElseThrow().patterns())
        .extracting(TopicPermission::text)
        .containsExactly(lines);
  }

  @Test
  void an_endpoint_without_lines_is_found() {
    EndpointDetails added = add(InternalEndpoint.settings());
    EndpointDetails bare = add(login("bare", "", ""));

    assertThat(endpoints.find(InternalEndpoint.NAME))
        .map(EndpointSnapshot::id)
        .contains(added.id());
    assertThat(endpoints.find(bare.id()).orElseThrow().patterns()).isEmpty();
  }

  @Test
  void new_lines_count_at_once_and_have_a_new_version() {
    EndpointDetails added = add(login("a", "", "", "pub=/a", "pub=/b", "sub=/c"));
    endpoints.find("a");

    EndpointDetails changed = change(added, login("a", "", "", "sub=/c", "pub=/b"));

    assertThat(changed.version()).isGreaterThan(added.version());
    EndpointSnapshot known = endpoints.find("a").orElseThrow();
    assertThat(known.version()).isEqualTo(changed.version());
    assertThat(known.patterns())
        .extracting(TopicPermission::text)
        .containsExactly("sub=/c", "pub=/b");
  }

  @Test
  void the_password_stays_when_no_new_one_is_given() {
    EndpointDetails added = add(login("a", "user", PASSWORD));

    EndpointDetails kept = change(added, login("a", "user2", ""));
    assertThat(endpoints.credentials("user")).isEmpty();
    assertThat(hashOf("user2")).isEqualTo("hash of " + PASSWORD);

    change(kept, login("a", "user2", "another one"));
    assertThat(hashOf("user2")).isEqualTo("hash of another one");
  }

  @Test
  void without_a_username_the_password_goes() {
    EndpointDetails added = add(login("a", "user", PASSWORD));

    EndpointDetails changed = change(added, login("a", "", ""));

    assertFails(ErrorType.INVALID_INPUT, () -> change(changed, login("a", "user", "")));
  }

  @Test
  void credentials_do_not_show_their_hash() {
    add(login("a", "user", PASSWORD));

    assertThat(endpoints.credentials("user").orElseThrow()).hasToString("credentials of a");
  }

  @Test
  void names_and_usernames_are_taken_only_once() {
    add(login("a", "user", PASSWORD));

    assertFails(ErrorType.CONFLICT, () -> add(login("a", "other", PASSWORD)));
    assertFails(ErrorType.CONFLICT, () -> add(login("b", "user", PASSWORD)));
  }

  @Test
  void many_endpoints_have_no_username() {
    add(login("a", "", ""));
    add(login("b", "", ""));

    assertThat(endpoints.page(new PageRequest(0, 10, "")).rows()).hasSize(2);
  }

  @Test
  void a_change_of_an_old_version_is_refused() {
    EndpointDetails added = add(login("a", "", ""));
    change(added, login("b", "", ""));

    assertFails(ErrorType.STALE_VERSION, () -> change(added, login("c", "", "")));
  }

  @Test
  void a_removed_endpoint_is_gone() {
    EndpointDetails added = add(login("a", "user", PASSWORD, "pub=/a"));
    endpoints.find("a");

    store.inTransaction(
        () -> {
          endpoints.remove(endpoints.require(added.id()));
          return added;
        });

    assertThat(endpoints.find("a")).isEmpty();
    assertThat(endpoints.find(added.id())).isEmpty();
    assertThat(endpoints.credentials("user")).isEmpty();
  }

  @Test
  void pages_have_the_lines_of_every_endpoint() {
    add(login("a", "", "", "pub=/a", "sub=/a"));
    add(login("b", "", "", "pub=/b"));

    assertThat(endpoints.page(new PageRequest(0, 10, "")).rows())
        .extracting(row -> row.settings().patterns())
        .containsExactly(List.of("pub=/a", "sub=/a"), List.of("pub=/b"));
    assertThat(endpoints.page(new PageRequest(0, 1, "")).next()).isPresent();
    assertThat(endpoints.page(new PageRequest(0, 10, "b")).rows()).hasSize(1);
  }

  private String hashOf(String username) {
    return endpoints.credentials(username).orElseThrow().passwordHash();
  }

  private EndpointDetails add(EndpointSettings settings) {
    return store.inTransaction(() -> endpoints.add(settings, CREATED_AT).details());
  }

  private EndpointDetails change(EndpointDetails old, EndpointSettings settings) {
    return store.inTransaction(() -> endpoints.change(old.id(), old.version(), settings).details());
  }

  private static EndpointSettings login(
      String name, String username, String password, String... lines) {
    return new EndpointSettings(
        name, EndpointType.REST, Role.PUB_SUB, username, password, List.of(lines), true);
  }

  private static void assertFails(ErrorType type, Runnable call) {
    assertThatExceptionOfType(TidingsException.class)
        .isThrownBy(call::run)
        .matches(e -> e.type() == type);
  }
}
