package dev.tidings.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.api.Administration;
import dev.tidings.api.ErrorType;
import dev.tidings.api.PubSub;
import dev.tidings.api.TidingsException;
import dev.tidings.api.TopicDetails;
import dev.tidings.broker.housekeeping.Housekeeping;
import dev.tidings.platform.concurrent.DatabaseTime;
import dev.tidings.platform.database.Database;
import dev.tidings.platform.database.DatabaseClock;
import dev.tidings.security.Authenticator;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.UserTransaction;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;

/** The way to the contract for code inside the server, and to what lies behind it. */
abstract class EjbContractServer extends ContainerTest implements ContractServer {
  private static final int LOOKS = 100;
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  @Inject PubSub pubSub;
  @Inject Administration administration;
  @Inject Authenticator authenticator;
  @Inject Housekeeping housekeeping;
  @Inject Database database;
  @Inject @DatabaseTime DatabaseClock clock;
  @Resource UserTransaction transaction;

  @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
  TransactionSynchronizationRegistry registry;

  @Resource(lookup = "java:comp/DefaultManagedExecutorService")
  ManagedExecutorService executor;

  /** A round of housekeeping has several transactions, and may be between two of them. */
  @AfterEach
  void nothing_is_left_of_what_is_gone() throws InterruptedException {
    clock.reset();

    Map<String, Long> dangling = rows().dangling();
    for (int look = 0; look < LOOKS && !dangling.isEmpty(); look++) {
      Thread.sleep(BETWEEN_LOOKS.toMillis());
      dangling = rows().dangling();
    }

    assertThat(dangling).isEmpty();
  }

  public ContractServer server() {
    return this;
  }

  @Override
  public Administration administration() {
    return administration;
  }

  @Override
  public ContractClient client(String endpointName) {
    return new EjbContractClient(pubSub, endpointName);
  }

  @Override
  public String administratorName() {
    return "";
  }

  @Override
  public boolean canLogIn(String username, String password) {
    try {
      return authenticator
          .authenticate(username, password, "127.0.0.1")
          .endpointName()
          .equals(username);
    } catch (TidingsException refusal) {
      assertThat(refusal.type()).isEqualTo(ErrorType.NOT_AUTHENTICATED);
      return false;
    }
  }

  @Override
  public ExecutorService executor() {
    return executor;
  }

  public Transactions transactions() {
    return new Transactions(transaction, registry, database);
  }

  public void advance(Duration step) {
    clock.advance(step);
  }

  public Instant now() {
    return clock.instant();
  }

  public void cleanUp(Stage stage) {
    clean(stage);
  }

  StoredRows rows() {
    return new StoredRows(database);
  }

  /** The timer may be at it at this moment; then there is nothing to do for anybody else. */
  void cleanUntil(ThrowingCallable assertion) {
    await()
        .pollInSameThread()
        .untilAsserted(
            () -> {
              housekeeping.clean();
              assertion.call();
            });
  }

  /** Returns after a round that has cleaned everything there was when this was called. */
  void clean(Stage stage) {
    TopicDetails witness = stage.topic(UUID.randomUUID().toString(), settings -> settings);
    ContractClient client = stage.client(UUID.randomUUID().toString());
    client.subscribe(Contract.name(witness));
    client.publish(Contract.name(witness), "a");
    client.publish(Contract.name(witness), "b");
    client.clear(Contract.name(witness));
    cleanUntil(() -> assertThat(rows().messages(witness.id())).isEqualTo(1));
  }
}
