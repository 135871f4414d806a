package dev.tidings.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutageLogTest {
  private final SQLException away = new SQLException("Connection refused", "08001");

  private final Logger logger = Logger.getLogger(OutageLog.class.getName());
  private final List<String> lines = new ArrayList<>();
  private final AtomicLong nanos = new AtomicLong();
  private final OutageLog outageLog = new OutageLog(nanos::get);
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord line) {
          lines.add(line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    logger.addHandler(handler);
  }

  @AfterEach
  void stop() {
    logger.removeHandler(handler);
  }

  @Test
  void an_outage_is_one_line_when_it_begins_and_one_when_it_ends() {
    for (int i = 0; i < 500; i++) {
      outageLog.failed(away);
      nanos.addAndGet(60_000_000);
    }
    outageLog.succeeded();
    outageLog.succeeded();

    assertThat(lines)
        .containsExactly(
            "TID0102 The database does not answer, so requests are refused for now"
                + " reason=\"Connection refused\"",
            "TID0103 The database answers again after=PT30S failed=500");
  }

  @Test
  void one_that_comes_and_goes_is_mentioned_now_and_then() {
    for (int i = 0; i < 20; i++) {
      outageLog.failed(away);
      outageLog.succeeded();
      nanos.addAndGet(OutageLog.SPACING.toNanos() / 10);
    }

    assertThat(lines).hasSize(4);
    assertThat(lines.get(3)).contains("failed=10");
  }
}
