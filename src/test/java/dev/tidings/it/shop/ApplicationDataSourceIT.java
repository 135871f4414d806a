package dev.tidings.it.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.fixture.DatabaseKind;
import dev.tidings.fixture.PostgresProxy;
import dev.tidings.fixture.PostgresProxy.AtCommit;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * An application with a data source and a persistence unit of its own, which Tidings uses too: what
 * the application stores and what it publishes is both there, or both not, whenever the server
 * ends.
 */
@Tag("slow")
@TestInstance(Lifecycle.PER_CLASS)
class ApplicationDataSourceIT {
  private static final int ROUNDS = Integer.getInteger("tidings.test.rounds", 1);
  private static final DatabaseKind DATABASE = DatabaseKind.of(System.getProperty("it.database"));

  @TempDir static Path directory;

  private ShopDataSource dataSource;
  private PostgresProxy proxy;
  private ShopServer server;

  @BeforeAll
  void open_the_shop() {
    dataSource = ShopDataSource.create(DATABASE, directory);
    proxy = new PostgresProxy(dataSource.port());
    server = ShopServer.withDataSourceOfTheShop(directory, dataSource.behind(proxy));
    server.start();
  }

  @AfterAll
  void close() {
    server.close();
    proxy.close();
    dataSource.close();
  }

  @BeforeEach
  void read_what_there_is() {
    server.messages();
  }

  @ParameterizedTest
  @EnumSource(names = {"NONE", "PUBLISHED_FIRST"})
  void an_order_that_commits_is_there_with_its_message(ShopFault fault) {
    assertThat(body(server.order(fault.name(), fault))).isEqualTo("ordered");

    assertThat(server.orders()).contains(fault.name());
    assertThat(server.messages()).containsExactly(fault.name());
  }

  @ParameterizedTest
  @EnumSource(names = {"EXCEPTION", "BROKEN_CONSTRAINT"})
  void an_order_that_fails_is_not_there_and_nor_is_its_message(ShopFault fault) {
    assertThat(server.order(fault.name(), fault).orElseThrow().statusCode()).isEqualTo(409);

    assertThat(server.orders()).doesNotContain(fault.name());
    assertThat(server.messages()).isEmpty();
  }

  @Test
  void everything_of_ours_is_in_a_schema_of_its_own() {
    assertThat(server.tables()).contains("public.shop_order", "tidings.segment");
    assertThat(server.tables())
        .filteredOn(table -> table.startsWith("public."))
        .containsExactly("public.shop_order");
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = "KILLED.*")
  @EnabledIf("isPostgresql")
  void a_killed_server_leaves_no_order_without_its_message(ShopFault fault) {
    for (int round = 1; round <= ROUNDS; round++) {
      String id = fault.name() + round;
      assertThat(server.order(id, fault)).isEmpty();
      server.close();
      server.start();

      boolean isCommitted = fault == ShopFault.KILLED_AFTER_COMMIT;
      assertThat(server.orders().contains(id)).isEqualTo(isCommitted);
      assertThat(server.messages()).isEqualTo(isCommitted ? List.of(id) : List.of());
    }
  }

  /** When the commit is on its way to the database, and when its response is on its way back. */
  @ParameterizedTest
  @EnumSource(names = {"CUT_BEFORE", "CUT_AFTER"})
  @EnabledIf("isPostgresql")
  void a_server_killed_during_the_commit_leaves_no_order_without_its_message(AtCommit fault) {
    for (int round = 1; round <= ROUNDS; round++) {
      String id = fault.name() + round;
      proxy.breakNextCommit(fault);
      CompletableFuture<?> order =
          CompletableFuture.runAsync(() -> server.order(id, ShopFault.NONE));
      await().until(() -> !proxy.isWaitingForCommit());
      server.close();
      order.join();
      server.start();

      List<String> messages = server.messages();
      assertThat(messages).isSubsetOf(id);
      assertThat(server.orders().contains(id)).isEqualTo(messages.contains(id));
    }
  }

  static boolean isPostgresql() {
    return DATABASE == DatabaseKind.POSTGRESQL;
  }

  static String body(Optional<HttpResponse<String>> response) {
    return response.orElseThrow().body();
  }
}
