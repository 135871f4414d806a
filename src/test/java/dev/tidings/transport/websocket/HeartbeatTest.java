package dev.tidings.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HeartbeatTest {
  private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.123456Z");
  private static final long SECOND = 1_000_000_000;
  private static final Duration INTERVAL = Duration.ofSeconds(30);

  private final Heartbeat heartbeat = new Heartbeat(0, INTERVAL, INTERVAL);

  @Test
  void a_ping_has_the_payload_that_clients_know_and_fits_a_control_frame() {
    String payload = heartbeat.ping(0, TIME);

    JsonObject meta = FakeSocket.object(payload).getJsonObject("meta");
    assertThat(meta.getString("id")).matches("[0-9a-f]{24}");
    assertThat(meta.getString("timestamp")).isEqualTo("2026-01-02T03:04:05.123456");
    assertThat(meta.getString("msg_type")).isEqualTo("zwsx.rqc");
    assertThat(payload.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(125);
  }

  @Test
  void a_pong_answers_its_ping_and_all_before_it() {
    heartbeat.ping(0, TIME);
    String second = heartbeat.ping(0, TIME);
    String third = heartbeat.ping(0, TIME);

    assertThat(heartbeat.pong(second, 1)).isEqualTo(2);
    assertThat(heartbeat.isUnanswered()).isTrue();
    assertThat(heartbeat.pong(third, 1)).isEqualTo(3);
    assertThat(heartbeat.isUnanswered()).isFalse();
  }

  @Test
  void a_pong_that_answers_nothing_is_a_sign_of_life_and_no_more() {
    heartbeat.ping(0, TIME);
    String ofAnother = new Heartbeat(0, INTERVAL, INTERVAL).ping(0, TIME);

    for (String payload : new String[] {"", "x".repeat(125), ofAnother}) {
      assertThat(heartbeat.pong(payload, 3 * SECOND)).isZero();
    }

    assertThat(heartbeat.silence(10 * SECOND)).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void silence_begins_with_a_ping_that_is_not_answered() {
    assertThat(heartbeat.silence(100 * SECOND)).isZero();

    heartbeat.ping(100 * SECOND, TIME);
    heartbeat.ping(105 * SECOND, TIME);
    assertThat(heartbeat.silence(110 * SECOND)).isEqualTo(Duration.ofSeconds(10));
    heartbeat.heard(109 * SECOND);

    assertThat(heartbeat.silence(110 * SECOND)).isEqualTo(Duration.ofSeconds(1));
  }
}
