package dev.tidings.platform.database.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableSchemaTest {
  private static final String SQL =
      "SELECT m.data FROM tidings.message m JOIN tidings.topic t ON t.id = m.topic_id";

  @AfterEach
  void use_the_usual_one() {
    TableSchema.use(TableSchema.DEFAULT);
  }

  @Test
  void the_usual_schema_leaves_statements_as_they_are() {
    assertThat(TableSchema.of(SQL)).isSameAs(SQL);
  }

  @Test
  void another_schema_takes_its_place_before_each_table() {
    TableSchema.use("shop_$1");

    assertThat(TableSchema.of(SQL))
        .isEqualTo(
            "SELECT m.data FROM shop_$1.message m JOIN shop_$1.topic t ON t.id = m.topic_id");
  }

  @Test
  void a_statement_is_rewritten_once() {
    TableSchema.use("shop");

    assertThat(TableSchema.of(SQL)).isSameAs(TableSchema.of(SQL));
  }

  @Test
  void the_last_one_counts() {
    TableSchema.use("shop");
    TableSchema.of(SQL);
    TableSchema.use("store");

    assertThat(TableSchema.of(SQL)).contains("store.message").doesNotContain("shop");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT pg_logical_emit_message(true, 'tidings', '')",
        "SELECT 'tidings.db.schema', 'of tidings.message'",
        "SELECT my_tidings.message FROM a.tidings.message",
        "SELECT \"tidings.message\" FROM tidings",
        "LISTEN tidings_topics"
      })
  void nothing_else_is_taken_for_the_schema(String sql) {
    TableSchema.use("shop");

    assertThat(TableSchema.of(sql)).isEqualTo(sql);
  }
}
