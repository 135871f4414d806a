package dev.tidings.bench;

import dev.tidings.bench.shop.Messaging;
import dev.tidings.bench.shop.Orders;
import dev.tidings.bench.shop.artemis.ArtemisMessaging;
import dev.tidings.bench.shop.outbox.OutboxMessaging;
import dev.tidings.bench.shop.table.TableMessaging;
import dev.tidings.bench.shop.tidings.TidingsMessaging;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** What a team could take for messages inside an application, Tidings first. */
enum Alternative {
  TIDINGS("Tidings", TidingsMessaging.class, ""),

  ARTEMIS("Artemis with XA", ArtemisMessaging.class, ""),

  /** The table that its documentation asks for. */
  TRANSACTIONAL_EVENT(
      "transactional-event",
      OutboxMessaging.class,
      """
      CREATE TABLE event_store (
        id VARCHAR(50) PRIMARY KEY,
        event_type VARCHAR(50) NOT NULL,
        context VARCHAR(4000),
        payload VARCHAR(4000) NOT NULL,
        published_at TIMESTAMP NOT NULL,
        tries INT NOT NULL,
        lock_owner VARCHAR(50),
        locked_until BIGINT NOT NULL);
      CREATE INDEX event_store_locked_until ON event_store (locked_until)"""),

  QUEUE_TABLE(
      "queue table",
      TableMessaging.class,
      """
      CREATE TABLE order_queue (
        id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        queue VARCHAR(50) NOT NULL,
        payload TEXT NOT NULL);
      CREATE INDEX order_queue_next ON order_queue (queue, id)""");

  private final String title;
  private final Class<? extends Messaging> messaging;
  private final String tables;

  Alternative(String title, Class<? extends Messaging> messaging, String tables) {
    this.title = title;
    this.messaging = messaging;
    this.tables = tables;
  }

  /** The one that an option names. */
  static Alternative of(String option) {
    return Stream.of(values())
        .filter(one -> one.option().equals(option))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("There is no alternative " + option));
  }

  /** As an option and a database name it. */
  String option() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** As tables call it. */
  String title() {
    return title;
  }

  /** The package of the application's classes for it. */
  Package classes() {
    return messaging.getPackage();
  }

  /** The SQL that creates what it needs in the application's database. */
  String tables() {
    return tables;
  }

  /** Variables of the server's environment. */
  Map<String, String> settings() {
    return this == TIDINGS ? Map.of("TIDINGS_DB_DATA_SOURCE", Orders.DATA_SOURCE) : Map.of();
  }

  /** Whether messages are not in the application's database, so that two resources commit. */
  boolean needsXa() {
    return this == ARTEMIS;
  }
}
