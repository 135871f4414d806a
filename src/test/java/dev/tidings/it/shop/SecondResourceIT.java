package dev.tidings.it.shop;

import static dev.tidings.it.shop.ApplicationDataSourceIT.body;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.fixture.DatabaseKind;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** An application whose data source is not the one that Tidings uses, or is an XA data source. */
@Tag("slow")
@EnabledIf("isPostgresql")
class SecondResourceIT {
  private static final DatabaseKind DATABASE = DatabaseKind.of(System.getProperty("it.database"));

  @TempDir Path directory;

  /** Each of the two alone would be right; together they are refused, and neither is stored. */
  @Test
  void a_data_source_beside_that_of_tidings_is_refused_and_nothing_is_stored() {
    try (ShopDataSource dataSource = ShopDataSource.create(DATABASE, directory);
        ShopServer server = ShopServer.withDataSourceOfOurs(directory, dataSource).start()) {
      assertThat(body(server.order("first", ShopFault.NONE)))
          .contains("second-resource", "tidings.db.data-source");
      assertThat(server.order("second", ShopFault.PUBLISHED_FIRST).orElseThrow().statusCode())
          .isEqualTo(409);

      assertThat(server.orders()).isEmpty();
      assertThat(server.messages()).isEmpty();
    }
  }

  @Test
  void an_xa_data_source_beside_that_of_tidings_is_refused_and_nothing_is_stored() {
    try (ShopDataSource dataSource = ShopDataSource.create(DATABASE, directory).xa();
        ShopServer server = ShopServer.withDataSourceOfOurs(directory, dataSource).start()) {
      for (ShopFault order : new ShopFault[] {ShopFault.NONE, ShopFault.PUBLISHED_FIRST}) {
        assertThat(server.order(order.name(), order).orElseThrow().statusCode()).isEqualTo(409);
      }

      assertThat(server.orders()).isEmpty();
      assertThat(server.messages()).isEmpty();
      assertThat(server.output()).contains("another data source or resource");
    }
  }

  @Test
  void an_xa_data_source_that_the_application_produces_serves_both() {
    try (ShopDataSource dataSource = ShopDataSource.create(DATABASE, directory).xa();
        ShopServer server = ShopServer.withProducer(directory, dataSource).start()) {
      assertThat(body(server.order("one", ShopFault.NONE))).isEqualTo("ordered");

      assertThat(server.orders()).containsExactly("one");
      assertThat(server.messages()).containsExactly("one");
    }
  }

  static boolean isPostgresql() {
    return DATABASE == DatabaseKind.POSTGRESQL;
  }
}
