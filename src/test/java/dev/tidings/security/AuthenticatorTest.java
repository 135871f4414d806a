package dev.tidings.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tidings.api.EndpointDetails;
import dev.tidings.api.EndpointSettings;
import dev.tidings.api.EndpointType;
import dev.tidings.api.ErrorType;
import dev.tidings.api.Role;
import dev.tidings.api.TidingsException;
import dev.tidings.endpoint.Endpoints;
import dev.tidings.fixture.TestStore;
import io.github.bucket4j.TimeMeter;
import jakarta.enterprise.inject.Typed;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult.Status;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticatorTest {
  private static final String PASSWORD = "correct horse";
  private static final String HERE = "192.0.2.1";
  private static final String ELSEWHERE = "192.0.2.2";
  private static final int MAX_FAILURES = 3;

  private final FakePasswordHash hash = new FakePasswordHash();
  private final Passwords passwords = new Passwords(hash, 210_000);
  private final AtomicLong nanos = new AtomicLong(1);
  private TestStore store;
  private Endpoints endpoints;
  private EndpointIdentityStore identities;
  private Authenticator authenticator;
  private EndpointDetails endpoint;

  @BeforeEach
  void open() {
    store = TestStore.h2();
    endpoints = new Endpoints(store.entities(), store.database(), store.caches(), passwords);
    identities = new EndpointIdentityStore(endpoints, passwords);
    authenticator =
        new Authenticator(
            identities,
            new VerifiedLogins(endpoints, nanos::get),
            new LoginAttempts(MAX_FAILURES, new MovableTime()));
    endpoint =
        store.inTransaction(() -> endpoints.add(settings(Role.PUB_ONLY), Instant.EPOCH).details());
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void the_right_password_tells_the_endpoint_and_its_role() {
    assertThat(login()).isEqualTo(new Caller("My endpoint", Role.PUB_ONLY));
  }

  @Test
  void a_wrong_password_and_an_unknown_user_cost_and_say_the_same() {
    TidingsException wrongPassword = fail("user", "wrong horse", HERE);
    int costOfOne = hash.verifications();
    TidingsException unknownUser = fail("nobody", PASSWORD, HERE);

    assertThat(wrongPassword.type()).isEqualTo(ErrorType.NOT_AUTHENTICATED);
    assertThat(unknownUser).hasMessage(wrongPassword.getMessage());
    assertThat(hash.verifications()).isEqualTo(2 * costOfOne);
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(strings = {"us\0er", "user\n", "\uD800"})
  void what_cannot_be_a_login_costs_nothing(String text) {
    assertThat(fail(text, PASSWORD, HERE).type()).isEqualTo(ErrorType.NOT_AUTHENTICATED);
    assertThat(fail("user", text, HERE).type()).isEqualTo(ErrorType.NOT_AUTHENTICATED);
    assertThat(fail("u".repeat(201), PASSWORD, HERE).type()).isEqualTo(ErrorType.NOT_AUTHENTICATED);
    assertThat(hash.verifications()).isZero();
  }

  @Test
  void a_verified_login_is_remembered_for_five_minutes() {
    login();
    nanos.addAndGet(Duration.ofMinutes(5).toNanos() - 2);
    login();
    assertThat(hash.verifications()).isEqualTo(1);

    nanos.addAndGet(2);
    login();

    assertThat(hash.verifications()).isEqualTo(2);
  }

  @Test
  void equal_logins_at_the_same_time_are_verified_once() {
    Stream.generate(() -> CompletableFuture.runAsync(this::login))
        .limit(20)
        .toList()
        .forEach(CompletableFuture::join);

    assertThat(hash.verifications()).isEqualTo(1);
  }

  @Test
  void failures_are_not_remembered() {
    fail("user", "wrong horse", HERE);
    fail("user", "wrong horse", HERE);

    assertThat(hash.verifications()).isEqualTo(2);
  }

  @Test
  void a_new_password_counts_at_once() {
    login();

    change(settings(Role.PUB_ONLY, "another horse", true));

    assertThat(fail("user", PASSWORD, HERE).type()).isEqualTo(ErrorType.NOT_AUTHENTICATED);
    assertThat(authenticator.authenticate("user", "another horse", HERE)).isNotNull();
  }

  @Test
  void a_new_role_counts_at_once() {
    login();

    change(settings(Role.ADMIN, "", true));

    assertThat(login().role()).isEqualTo(Role.ADMIN);
  }

  @Test
  void who_stays_may_stay_when_something_else_changes_than_what_the_login_was_about() {
    Login login = authenticator.logIn("user", PASSWORD, HERE);
    assertThat(login.isStillGood()).isTrue();

    change(settings(Role.ADMIN, "", true));

    assertThat(login.isStillGood()).isTrue();
    assertThat(hash.verifications()).isEqualTo(1);
  }

  @Test
  void who_stays_has_to_go_when_the_password_changes() {
    Login login = authenticator.logIn("user", PASSWORD, HERE);

    change(settings(Role.PUB_ONLY, "another horse", true));

    assertThat(login.isStillGood()).isFalse();
  }

  @Test
  void who_stays_has_to_go_when_the_endpoint_is_switched_off() {
    Login login = authenticator.logIn("user", PASSWORD, HERE);

    change(settings(Role.PUB_ONLY, "", false));

    assertThat(login.isStillGood()).isFalse();
  }

  @Test
  void an_endpoint_that_is_switched_off_cannot_log_in() {
    login();

    change(settings(Role.PUB_ONLY, "", false));

    assertThat(fail("user", PASSWORD, HERE).type()).isEqualTo(ErrorType.NOT_AUTHENTICATED);
  }

  @Test
  void an_endpoint_that_is_deleted_cannot_log_in() {
    login();

    store.inTransaction(
        () -> {
          endpoints.remove(endpoints.require(endpoint.id()));
          return endpoint;
        });

    assertThat(fail("user", PASSWORD, HERE).type()).isEqualTo(ErrorType.NOT_AUTHENTICATED);
  }

  @Test
  void after_too_many_failures_the_account_has_to_wait_and_nothing_is_hashed() {
    failUpToTheLimit();

    TidingsException refused = fail("user", PASSWORD, HERE);

    assertThat(refused.type()).isEqualTo(ErrorType.TOO_MANY_ATTEMPTS);
    assertThat(refused.retryAfter()).contains(Duration.ofSeconds(20));
    assertThat(hash.verifications()).isEqualTo(MAX_FAILURES);
  }

  @Test
  void after_the_wait_the_next_login_is_tried() {
    failUpToTheLimit();

    nanos.addAndGet(Duration.ofSeconds(20).toNanos());

    assertThat(login()).isNotNull();
  }

  @Test
  void other_addresses_and_accounts_do_not_have_to_wait() {
    failUpToTheLimit();

    assertThat(authenticator.authenticate("user", PASSWORD, ELSEWHERE)).isNotNull();
    assertThat(fail("nobody", PASSWORD, HERE).type()).isEqualTo(ErrorType.NOT_AUTHENTICATED);
  }

  @Test
  void a_remembered_login_passes_while_failures_are_held_off() {
    login();
    failUpToTheLimit();

    assertThat(login()).isNotNull();
  }

  @Test
  void successful_logins_cost_no_attempts() {
    for (int i = 0; i < 3 * MAX_FAILURES; i++) {
      nanos.addAndGet(Duration.ofMinutes(5).toNanos());
      login();
    }
    failUpToTheLimit();

    assertThat(hash.verifications()).isEqualTo(4 * MAX_FAILURES);
  }

  @Test
  void endpoints_are_no_logins_of_the_application_around_them() {
    UsernamePasswordCredential right = new UsernamePasswordCredential("user", PASSWORD);

    assertThat(identities.validate(right).getStatus()).isEqualTo(Status.NOT_VALIDATED);
    assertThat(identities.validationTypes()).isEmpty();
    assertThat(EndpointIdentityStore.class.getAnnotation(Typed.class).value())
        .doesNotContain(IdentityStore.class);
  }

  @Test
  void passwords_are_hashed_as_configured() {
    assertThat(hash.parameters())
        .containsEntry("Pbkdf2PasswordHash.Algorithm", "PBKDF2WithHmacSHA512")
        .containsEntry("Pbkdf2PasswordHash.Iterations", "210000");
  }

  private Caller login() {
    return authenticator.authenticate("user", PASSWORD, HERE);
  }

  private void failUpToTheLimit() {
    for (int i = 0; i < MAX_FAILURES; i++) {
      assertThat(fail("user", "wrong horse", HERE).type()).isEqualTo(ErrorType.NOT_AUTHENTICATED);
    }
  }

  private TidingsException fail(String username, String password, String address) {
    return catchThrowableOfType(
        TidingsException.class, () -> authenticator.authenticate(username, password, address));
  }

  private void change(EndpointSettings settings) {
    store.inTransaction(() -> endpoints.change(endpoint.id(), endpoint.version(), settings));
  }

  private static EndpointSettings settings(Role role) {
    return settings(role, PASSWORD, true);
  }

  private static EndpointSettings settings(Role role, String password, boolean isActive) {
    return new EndpointSettings(
        "My endpoint", EndpointType.REST, role, "user", password, List.of(), isActive);
  }

  private final class MovableTime implements TimeMeter {
    @Override
    public long currentTimeNanos() {
      return nanos.get();
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }
}
