package dev.tidings.platform.container;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PayaraDispatchFlagTest {
  private int entries;

  /** Does what Payara's suspended requests do. */
  private final class Suspended {
    private ThreadLocal<Boolean> isDispatchInScope = ThreadLocal.withInitial(this::newEntry);

    private Boolean newEntry() {
      entries++;
      return false;
    }

    boolean isDispatched() {
      return isDispatchInScope.get();
    }

    void dispatch() {
      isDispatchInScope.set(true);
    }
  }

  private static final class Other {
    private boolean isDispatchInScope = true;
  }

  @Test
  void a_request_that_lost_its_mark_leaves_nothing_in_the_thread() {
    Suspended before = new Suspended();
    assertThat(before.isDispatched()).isFalse();
    assertThat(entries).isEqualTo(1);

    Suspended suspended = new Suspended();
    PayaraDispatchFlag.removeFrom(suspended);

    assertThat(suspended.isDispatched()).isFalse();
    assertThat(entries).isEqualTo(1);
  }

  @Test
  void the_mark_of_all_is_that_of_none() {
    Suspended one = new Suspended();
    Suspended another = new Suspended();
    PayaraDispatchFlag.removeFrom(one);
    PayaraDispatchFlag.removeFrom(another);

    one.dispatch();

    assertThat(another.isDispatched()).isFalse();
  }

  @Test
  void requests_of_other_servers_stay_as_they_are() {
    Other other = new Other();
    PayaraDispatchFlag.removeFrom(other);

    assertThat(other.isDispatchInScope).isTrue();
  }
}
