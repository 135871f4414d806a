package dev.tidings.transport.http.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class BodyMemoryLimitTest {
  private static final int MEGABYTE = 1_048_576;

  private final BodyMemoryLimit bodies = new BodyMemoryLimit(MEGABYTE);

  /** Fifteen bodies of that size and what goes with them fit into 16 MiB. */
  private void fill(String endpoint, String address) {
    for (int i = 0; i < 15; i++) {
      bodies.begin(endpoint, address).grow(MEGABYTE);
    }
  }

  @Test
  void one_endpoint_and_one_address_take_a_part_only() {
    fill("busy", "10.0.0.1");

    assertRefused(() -> bodies.begin("busy", "10.0.0.2").grow(MEGABYTE));
    assertRefused(() -> bodies.begin("idle", "10.0.0.1").grow(MEGABYTE));
    bodies.begin("idle", "10.0.0.2").grow(MEGABYTE);
  }

  @Test
  void all_together_have_a_limit() {
    for (int i = 0; i < 4; i++) {
      fill("endpoint" + i, "10.0.0." + i);
    }

    assertRefused(() -> bodies.begin("other", "10.0.0.9").grow(4 * MEGABYTE));
  }

  @Test
  void what_has_ended_makes_room() {
    BodyMemoryLimit.Share share = bodies.begin("busy", "10.0.0.1");
    share.grow(15 * MEGABYTE);
    assertRefused(() -> bodies.begin("busy", "10.0.0.1").grow(MEGABYTE));

    share.end();
    share.end();

    bodies.begin("busy", "10.0.0.1").grow(15 * MEGABYTE);
  }

  @Test
  void the_largest_body_fits_whatever_its_limit_is() {
    BodyMemoryLimit large = new BodyMemoryLimit(100 * MEGABYTE);

    large.begin("busy", "10.0.0.1").grow(100 * MEGABYTE);
  }

  private static void assertRefused(ThrowingCallable call) {
    TidingsException refusal = catchThrowableOfType(TidingsException.class, call);
    assertThat(refusal.type()).isEqualTo(ErrorType.UNAVAILABLE);
    assertThat(refusal.retryAfter()).isPresent();
  }
}
