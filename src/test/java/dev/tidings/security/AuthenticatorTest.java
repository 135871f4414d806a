package dev.tidings.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.tidings.api.EndpointDetails;
import dev.tidings.api.EndpointSettings;
import dev.tidings.api.EndpointType;
import dev.tidings.api.ErrorType;
import dev.tidings.api.Role;
import dev.tidings.api.TidingsException;
import dev.tidings.fixture.TestStore;
import dev.tidings.platform.metrics.Measurements;
import dev.tidings.security.password.HashingQueue;
import dev.tidings.security.password.Passwords;
import dev.tidings.store.endpoint.Endpoints;
import io.github.bucket4j.TimeMeter;
import jakarta.enterprise.inject.Typed;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult.Status;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
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
  private static final int MAX_FAILURES_OF_ADDRESS = 6;
  private static final int PROCESSORS = 2;

  private final FakePasswordHash hash = new FakePasswordHash();
  private final HashingQueue hashing = new HashingQueue(this::hash, PROCESSORS);
  private final Passwords passwords = new Passwords(hash, hashing, 210_000);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicLong nanos = new AtomicLong(1);
  private TestStore store;
  private Endpoints endpoints;
  private EndpointIdentityStore identities;
  private Authenticator authenticator;
  private EndpointDetails endpoint;

  @BeforeEach
  void open() {
    store = TestStore.h2();
    endpoints = new Endpoints(store.database(), store.caches(), store.entities(), passwords);
    identities = new EndpointIdentityStore(endpoints, passwords);
    authenticator =
        new Authenticator(
            identities,
            new VerifiedLogins(endpoints, nanos::get),
            new LoginAttempts(
                MAX_FAILURES, MAX_FAILURES_OF_ADDRESS, new MovableTime(), new Measurements()),
            hashing,
            new LoginThreadLimit(100));
    endpoint =
        store.inTransaction(() -> endpoints.add(settings(Role.PUB_ONLY), Instant.EPOCH).details());
  }

  @AfterEach
  void close() {
    hash.letGo();
    threads.shutdown();
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
  void an_address_that_tries_one_account_after_the_other_has_to_wait_too() {
    for (int i = 0; i < MAX_FAILURES_OF_ADDRESS; i++) {
      fail("new " + i, PASSWORD, HERE);
    }

    TidingsException refused = fail("one more", PASSWORD, HERE);

    assertThat(refused.type()).isEqualTo(ErrorType.TOO_MANY_ATTEMPTS);
    assertThat(refused.retryAfter()).contains(Duration.ofSeconds(10));
    assertThat(hash.verifications()).isEqualTo(MAX_FAILURES_OF_ADDRESS);
    assertThat(authenticator.authenticate("user", PASSWORD, ELSEWHERE)).isNotNull();
  }

  @Test
  void one_network_of_ipv6_counts_as_one_address() {
    for (int i = 0; i < MAX_FAILURES_OF_ADDRESS; i++) {
      fail("new " + i, PASSWORD, "2001:db8::" + (i + 1));
    }

    assertThat(fail("user", PASSWORD, "2001:db8::ffff").type())
        .isEqualTo(ErrorType.TOO_MANY_ATTEMPTS);
    assertThat(authenticator.authenticate("user", PASSWORD, "2001:db8:0:1::1")).isNotNull();
  }

  @Test
  void who_has_logged_in_from_there_does_not_wait_for_the_failures_of_others() {
    login();
    nanos.addAndGet(Duration.ofMinutes(6).toNanos());
    for (int i = 0; i < MAX_FAILURES_OF_ADDRESS; i++) {
      fail("new " + i, PASSWORD, HERE);
    }

    assertThat(login()).isNotNull();
    assertThat(fail("user", "wrong horse", HERE).type()).isEqualTo(ErrorType.NOT_AUTHENTICATED);
  }

  @Test
  void a_remembered_login_passes_while_others_are_being_hashed_or_refused() {
    login();
    hash.hold();
    List<CompletionStage<Login>> busy =
        IntStream.range(0, PROCESSORS)
            .mapToObj(i -> authenticator.logInAsync("other " + i, "wrong horse", "busy " + i))
            .toList();
    await().until(() -> hash.atWork() == PROCESSORS);
    List<CompletionStage<Login>> others =
        IntStream.range(0, 1_000)
            .mapToObj(i -> authenticator.logInAsync("new " + i, PASSWORD, "address " + i))
            .toList();

    assertThat(login()).isNotNull();
    assertThat(authenticator.logInAsync("user", PASSWORD, HERE))
        .isCompletedWithValueMatching(login -> login.caller().endpointName().equals("My endpoint"));
    assertThat(busy).noneMatch(one -> one.toCompletableFuture().isDone());
    assertThat(others.stream().filter(one -> !one.toCompletableFuture().isDone()))
        .hasSize(PROCESSORS * HashingQueue.PLACES_FOR_EACH_PROCESSOR);
    int hashed = hash.verifications();
    hash.letGo();
    await().until(() -> others.stream().allMatch(one -> one.toCompletableFuture().isDone()));
    assertThat(hash.verifications())
        .isEqualTo(hashed + PROCESSORS * HashingQueue.PLACES_FOR_EACH_PROCESSOR);
  }

  @Test
  void what_is_refused_because_the_server_has_too_much_to_do_costs_no_attempt() {
    hash.hold();
    var unused = authenticator.logInAsync("other", "wrong horse", ELSEWHERE);
    await().until(() -> hash.atWork() == 1);
    List<CompletionStage<Login>> refused =
        IntStream.range(0, 100)
            .mapToObj(i -> authenticator.logInAsync("user", "wrong horse " + i, HERE))
            .filter(one -> one.toCompletableFuture().isDone())
            .toList();
    hash.letGo();

    assertThat(refused).hasSizeGreaterThan(2 * MAX_FAILURES);
    await()
        .untilAsserted(
            () -> assertThat(authenticator.authenticate("user", PASSWORD, ELSEWHERE)).isNotNull());
  }

  @Test
  void a_login_in_use_is_verified_anew_beside_its_use() {
    login();
    nanos.addAndGet(Duration.ofMinutes(3).toNanos());
    login();
    nanos.addAndGet(Duration.ofMinutes(3).toNanos());
    hash.hold();

    assertThat(login()).isNotNull();
    await().until(() -> hash.atWork() == 1);
    assertThat(login()).isNotNull();
    hash.letGo();

    await().until(() -> hash.verifications() == 2);
  }

  @Test
  void what_was_verified_while_the_password_changed_is_verified_again() {
    hash.hold();
    CompletionStage<Login> login = authenticator.logInAsync("user", PASSWORD, HERE);
    await().until(() -> hash.atWork() == 1);

    change(settings(Role.PUB_ONLY, "another horse", true));
    hash.letGo();

    assertThatThrownBy(() -> login.toCompletableFuture().join())
        .cause()
        .isInstanceOfSatisfying(
            TidingsException.class,
            refusal -> assertThat(refusal.type()).isEqualTo(ErrorType.NOT_AUTHENTICATED));
  }

  @Test
  void whether_who_stays_may_stay_is_known_without_asking_until_something_changes() {
    Login login = authenticator.logIn("user", PASSWORD, HERE);
    assertThat(login.isStillGood()).isTrue();
    assertThat(login.isKnownToBeGood()).isTrue();

    change(settings(Role.PUB_ONLY, "another horse", true));

    assertThat(login.isKnownToBeGood()).isFalse();
  }

  @Test
  void a_caller_that_waits_for_its_answer_can_be_looked_at_again() {
    Caller caller = login();
    assertThat(caller.loginStatus().isGood()).isTrue();

    change(settings(Role.PUB_ONLY, "", false));

    assertThat(caller.loginStatus().isGood()).isFalse();
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

  /** On the test's own thread, unless that would have to wait. */
  private void hash(Runnable work) {
    if (hash.isHeld()) {
      threads.execute(work);
    } else {
      work.run();
    }
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
