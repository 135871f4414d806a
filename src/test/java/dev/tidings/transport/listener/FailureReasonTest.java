package dev.tidings.transport.listener;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.Rejection;
import jakarta.ejb.EJBException;
import jakarta.transaction.RollbackException;
import org.junit.jupiter.api.Test;

class FailureReasonTest {

  @Test
  void it_is_the_message_of_the_exception() {
    assertThat(FailureReason.of(new IllegalStateException("No box is left")))
        .isEqualTo("No box is left");
  }

  @Test
  void without_a_message_it_is_the_type() {
    assertThat(FailureReason.of(new IllegalStateException()))
        .isEqualTo("java.lang.IllegalStateException");
    assertThat(FailureReason.of(new IllegalStateException(" ")))
        .isEqualTo("java.lang.IllegalStateException");
  }

  @Test
  void what_containers_wrap_it_in_does_not_count() {
    Exception failure = new IllegalStateException("No box is left");
    RollbackException rollback = new RollbackException("ARJUNA016053");
    rollback.initCause(new EJBException("wrapped", failure));

    assertThat(FailureReason.of(rollback)).isEqualTo("No box is left");
    assertThat(FailureReason.of(new EJBException("alone"))).isEqualTo("alone");
  }

  @Test
  void it_fits_into_a_rejection_whatever_the_message_is() {
    String reason = FailureReason.of(new IllegalStateException("a\nb\ud800" + "😀".repeat(1_000)));

    assertThat(reason).startsWith("a b 😀").hasSizeLessThanOrEqualTo(Rejection.MAX_REASON_LENGTH);
    assertThat(Rejection.plain().because(reason).reason()).contains(reason);
  }
}
