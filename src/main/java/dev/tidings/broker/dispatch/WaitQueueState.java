package dev.tidings.broker.dispatch;

/**
 * The state of one wait queue, and the table of its transitions. It says when a dispatch is due and
 * whether that has to check the queue first. It knows no receivers, no messages and no time, and
 * changes nothing: the wait queue applies it under its own lock.
 *
 * @param phase what happens to the queue
 * @param request what is asked of the next dispatch
 * @param knowledge what the last dispatch left; anything but unknown only while the queue is idle
 *     and nothing is asked of it
 */
record WaitQueueState(Phase phase, Request request, Knowledge knowledge) {
  static final WaitQueueState INITIAL =
      new WaitQueueState(Phase.IDLE, Request.NONE, Knowledge.UNKNOWN);

  WaitQueueState {
    if (!isPossible(phase, request, knowledge)) {
      throw new IllegalArgumentException(phase + ", " + request + ", " + knowledge);
    }
  }

  /** Of a queue there is at most one dispatch at a time. */
  enum Phase {
    /** No dispatch is due. */
    IDLE,
    /** A dispatch is due and has not begun. */
    SCHEDULED,
    /** A dispatch has begun and has not ended. */
    DISPATCHING
  }

  /** What is asked of the next dispatch, the stronger after the weaker. */
  enum Request {
    /** Nothing: no dispatch is needed. */
    NONE,
    /** Something was settled since the dispatch began: another one if it may have found no room. */
    CHECK_IF_FULL,
    /** A receiver joined since the dispatch began: another one unless it leaves nothing. */
    CHECK_IF_LEFT,
    /** Both of these. */
    CHECK_IF_FULL_OR_LEFT,
    /** Something was published, and there is room as far as is known: deliver without a check. */
    DELIVER,
    /** There may be something: check the queue first. */
    CHECK;

    private boolean isPending() {
      return this == DELIVER || this == CHECK;
    }

    private Request and(Request more) {
      boolean isBoth =
          (this == CHECK_IF_FULL && more == CHECK_IF_LEFT)
              || (this == CHECK_IF_LEFT && more == CHECK_IF_FULL);
      if (isBoth) {
        return CHECK_IF_FULL_OR_LEFT;
      }
      return compareTo(more) < 0 ? more : this;
    }

    /** What is left of it after a dispatch that found that. */
    private Request after(Knowledge found) {
      return switch (this) {
        case NONE -> NONE;
        case CHECK_IF_FULL -> found == Knowledge.FULL || found == Knowledge.UNKNOWN ? CHECK : NONE;
        case CHECK_IF_LEFT -> found == Knowledge.UNKNOWN ? CHECK : NONE;
        case CHECK_IF_FULL_OR_LEFT ->
            found == Knowledge.FULL || found == Knowledge.UNKNOWN ? CHECK : NONE;
        case DELIVER -> found == Knowledge.FULL ? CHECK : DELIVER;
        case CHECK -> CHECK;
      };
    }
  }

  /** What is known of the queue, unless somebody has said since that it may have changed. */
  enum Knowledge {
    /** There may be something to receive. */
    UNKNOWN,
    /** Nothing is ready; something is in flight or delayed, or may be. */
    DRAINED,
    /** Nothing is ready, and nothing comes back by itself. */
    EMPTY,
    /** Nothing is delivered before a message in flight is settled. */
    FULL
  }

  /** What happens to a queue and to those who wait for it. */
  enum Event {
    /** Something was published to the queue. */
    PUBLISHED,
    /** Something came back, or may have changed in another way. */
    CHANGED,
    /** Something in flight was settled, which may make room. */
    SETTLED,
    /** A receiver joined the end of the queue. */
    JOINED,
    /** A look at many queues, which may be older than the last dispatch, saw it empty. */
    SEEN_EMPTY,
    /** The same look saw no room. */
    SEEN_FULL,
    /** Nobody waits whom the dispatch that is due could serve. */
    NOBODY_WAITS,
    /** The dispatch begins. */
    BEGUN,
    /** The dispatch leaves nothing ready. */
    ENDED_DRAINED,
    /** The dispatch leaves nothing at all. */
    ENDED_EMPTY,
    /** The dispatch found no room. */
    ENDED_FULL,
    /** There may be more than the dispatch delivered. */
    ENDED_WITH_MORE,
    /** The dispatch failed, or found nothing where it had seen something. */
    ENDED_UNKNOWN
  }

  /** What the wait queue does because of an event. */
  enum Action {
    NONE,
    /** Has a dispatch done. */
    SCHEDULE,
    /** Dispatches after a check. */
    CHECK,
    /** Dispatches without a check. */
    DELIVER
  }

  /** What follows from an event. */
  record Transition(WaitQueueState next, Action action) {}

  /** Requests wait for a receiver, or for the end of a dispatch; with them, nothing is known. */
  static boolean isPossible(Phase phase, Request request, Knowledge knowledge) {
    boolean isRequestPossible =
        switch (phase) {
          case IDLE -> request == Request.NONE || request.isPending();
          case SCHEDULED -> request.isPending();
          case DISPATCHING -> true;
        };
    boolean mayBeKnown = phase == Phase.IDLE && request == Request.NONE;
    return isRequestPossible && (mayBeKnown || knowledge == Knowledge.UNKNOWN);
  }

  /**
   * The table.
   *
   * @throws IllegalStateException when a dispatch would begin or end that is not there
   */
  Transition on(Event event) {
    return switch (event) {
      case PUBLISHED -> ask(knowledge == Knowledge.FULL ? Request.CHECK : Request.DELIVER);
      case CHANGED -> ask(Request.CHECK);
      case SETTLED -> settled();
      case JOINED -> joined();
      case SEEN_EMPTY -> seenEmpty();
      case SEEN_FULL -> seenFull();
      case NOBODY_WAITS -> require(Phase.SCHEDULED, event).withdrawn();
      case BEGUN -> require(Phase.SCHEDULED, event).begun();
      case ENDED_DRAINED -> require(Phase.DISPATCHING, event).ended(Knowledge.DRAINED);
      case ENDED_EMPTY -> require(Phase.DISPATCHING, event).ended(Knowledge.EMPTY);
      case ENDED_FULL -> require(Phase.DISPATCHING, event).ended(Knowledge.FULL);
      case ENDED_WITH_MORE -> require(Phase.DISPATCHING, event).endedWithMore();
      case ENDED_UNKNOWN -> require(Phase.DISPATCHING, event).ended(Knowledge.UNKNOWN);
    };
  }

  private Transition ask(Request some) {
    Request all = request.and(some);
    return phase == Phase.IDLE ? schedule(all) : to(phase, all, Action.NONE);
  }

  private Transition settled() {
    return switch (phase) {
      case IDLE -> mayBeFull() ? schedule(Request.CHECK) : stay();
      case SCHEDULED -> stay();
      case DISPATCHING -> ask(Request.CHECK_IF_FULL);
    };
  }

  /** Where others wait for nothing that is there, a receiver that joins waits as they do. */
  private Transition joined() {
    return switch (phase) {
      case IDLE -> {
        Request own = request.isPending() ? request : Request.CHECK;
        yield knowledge == Knowledge.UNKNOWN ? schedule(own) : stay();
      }
      case SCHEDULED -> stay();
      case DISPATCHING -> ask(Request.CHECK_IF_LEFT);
    };
  }

  private Transition seenEmpty() {
    return switch (knowledge) {
      case UNKNOWN, EMPTY -> stay();
      case DRAINED -> know(Knowledge.EMPTY);
      case FULL -> schedule(Request.CHECK);
    };
  }

  private Transition seenFull() {
    return switch (knowledge) {
      case UNKNOWN -> isIdleWithoutRequest() ? schedule(Request.CHECK) : stay();
      case DRAINED, EMPTY -> know(Knowledge.FULL);
      case FULL -> stay();
    };
  }

  /** A dispatch that found nothing where it had seen something may have been stopped by others. */
  private boolean mayBeFull() {
    return knowledge == Knowledge.FULL
        || (knowledge == Knowledge.UNKNOWN && isIdleWithoutRequest());
  }

  private boolean isIdleWithoutRequest() {
    return phase == Phase.IDLE && request == Request.NONE;
  }

  /** The request stays for the next receiver who joins. */
  private Transition withdrawn() {
    return to(Phase.IDLE, request, Action.NONE);
  }

  private Transition begun() {
    return to(
        Phase.DISPATCHING,
        Request.NONE,
        request == Request.DELIVER ? Action.DELIVER : Action.CHECK);
  }

  private Transition ended(Knowledge found) {
    Request left = request.after(found);
    return left == Request.NONE ? know(found) : schedule(left);
  }

  private Transition endedWithMore() {
    return schedule(Request.CHECK);
  }

  private WaitQueueState require(Phase needed, Event event) {
    if (phase != needed) {
      throw new IllegalStateException(event + " in " + this);
    }
    return this;
  }

  private Transition stay() {
    return new Transition(this, Action.NONE);
  }

  private static Transition know(Knowledge found) {
    return new Transition(new WaitQueueState(Phase.IDLE, Request.NONE, found), Action.NONE);
  }

  private static Transition schedule(Request some) {
    return new Transition(
        new WaitQueueState(Phase.SCHEDULED, some, Knowledge.UNKNOWN), Action.SCHEDULE);
  }

  private static Transition to(Phase next, Request some, Action action) {
    return new Transition(new WaitQueueState(next, some, Knowledge.UNKNOWN), action);
  }
}
