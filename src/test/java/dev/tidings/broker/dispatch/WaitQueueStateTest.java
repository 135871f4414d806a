package dev.tidings.broker.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.tidings.broker.dispatch.WaitQueueState.Action;
import dev.tidings.broker.dispatch.WaitQueueState.Event;
import dev.tidings.broker.dispatch.WaitQueueState.Knowledge;
import dev.tidings.broker.dispatch.WaitQueueState.Phase;
import dev.tidings.broker.dispatch.WaitQueueState.Request;
import dev.tidings.broker.dispatch.WaitQueueState.Transition;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every event in every state, against a table that is written down here once more. */
class WaitQueueStateTest {
  private static final Map<String, WaitQueueState> STATES =
      Map.ofEntries(
          Map.entry("unknown", idle(Request.NONE, Knowledge.UNKNOWN)),
          Map.entry("drained", idle(Request.NONE, Knowledge.DRAINED)),
          Map.entry("empty", idle(Request.NONE, Knowledge.EMPTY)),
          Map.entry("full", idle(Request.NONE, Knowledge.FULL)),
          Map.entry("idle/d", idle(Request.DELIVER, Knowledge.UNKNOWN)),
          Map.entry("idle/c", idle(Request.CHECK, Knowledge.UNKNOWN)),
          Map.entry("due/d", state(Phase.SCHEDULED, Request.DELIVER)),
          Map.entry("due/c", state(Phase.SCHEDULED, Request.CHECK)),
          Map.entry("busy", state(Phase.DISPATCHING, Request.NONE)),
          Map.entry("busy/f", state(Phase.DISPATCHING, Request.CHECK_IF_FULL)),
          Map.entry("busy/l", state(Phase.DISPATCHING, Request.CHECK_IF_LEFT)),
          Map.entry("busy/fl", state(Phase.DISPATCHING, Request.CHECK_IF_FULL_OR_LEFT)),
          Map.entry("busy/d", state(Phase.DISPATCHING, Request.DELIVER)),
          Map.entry("busy/c", state(Phase.DISPATCHING, Request.CHECK)));

  private static final Map<String, Action> ACTIONS =
      Map.of(
          "schedule", Action.SCHEDULE,
          "check", Action.CHECK,
          "deliver", Action.DELIVER);

  /**
   * What each event leads to, with the action behind a plus; a dot where nothing changes, a dash
   * where the event is impossible.
   */
  private static final String TABLE =
      """
      from     PUBLISHED       CHANGED         SETTLED         JOINED
      unknown  due/d+schedule  due/c+schedule  due/c+schedule  due/c+schedule
      drained  due/d+schedule  due/c+schedule  .               .
      empty    due/d+schedule  due/c+schedule  .               .
      full     due/c+schedule  due/c+schedule  due/c+schedule  .
      idle/d   due/d+schedule  due/c+schedule  .               due/d+schedule
      idle/c   due/c+schedule  due/c+schedule  .               due/c+schedule
      due/d    .               due/c           .               .
      due/c    .               .               .               .
      busy     busy/d          busy/c          busy/f          busy/l
      busy/f   busy/d          busy/c          .               busy/fl
      busy/l   busy/d          busy/c          busy/fl         .
      busy/fl  busy/d          busy/c          .               .
      busy/d   .               busy/c          .               .
      busy/c   .               .               .               .

      from     SEEN_EMPTY      SEEN_FULL       NOBODY_WAITS    BEGUN
      unknown  .               due/c+schedule  -               -
      drained  empty           full            -               -
      empty    .               full            -               -
      full     due/c+schedule  .               -               -
      idle/d   .               .               -               -
      idle/c   .               .               -               -
      due/d    .               .               idle/d          busy+deliver
      due/c    .               .               idle/c          busy+check
      busy     .               .               -               -
      busy/f   .               .               -               -
      busy/l   .               .               -               -
      busy/fl  .               .               -               -
      busy/d   .               .               -               -
      busy/c   .               .               -               -

      from     ENDED_DRAINED   ENDED_EMPTY     ENDED_FULL      ENDED_WITH_MORE  ENDED_UNKNOWN
      unknown  -               -               -               -                -
      drained  -               -               -               -                -
      empty    -               -               -               -                -
      full     -               -               -               -                -
      idle/d   -               -               -               -                -
      idle/c   -               -               -               -                -
      due/d    -               -               -               -                -
      due/c    -               -               -               -                -
      busy     drained         empty           full            due/c+schedule   unknown
      busy/f   drained         empty           due/c+schedule  due/c+schedule   due/c+schedule
      busy/l   drained         empty           full            due/c+schedule   due/c+schedule
      busy/fl  drained         empty           due/c+schedule  due/c+schedule   due/c+schedule
      busy/d   due/d+schedule  due/d+schedule  due/c+schedule  due/c+schedule   due/d+schedule
      busy/c   due/c+schedule  due/c+schedule  due/c+schedule  due/c+schedule   due/c+schedule
      """;

  private static final Map<Step, String> CELLS = cells();

  /** One event in one state. */
  record Step(String from, Event event) {}

  private static Map<Step, String> cells() {
    Map<Step, String> cells = new HashMap<>();
    for (String part : TABLE.split("\n\n", -1)) {
      List<String[]> rows = part.lines().map(line -> line.trim().split(" +", -1)).toList();
      String[] events = rows.get(0);
      for (String[] row : rows.subList(1, rows.size())) {
        assertThat(row).hasSameSizeAs(events);
        for (int i = 1; i < row.length; i++) {
          cells.put(new Step(row[0], Event.valueOf(events[i])), row[i]);
        }
      }
    }
    return cells;
  }

  private static WaitQueueState idle(Request request, Knowledge knowledge) {
    return new WaitQueueState(Phase.IDLE, request, knowledge);
  }

  private static WaitQueueState state(Phase phase, Request request) {
    return new WaitQueueState(phase, request, Knowledge.UNKNOWN);
  }

  static Stream<Step> everyStep() {
    return STATES.keySet().stream()
        .sorted()
        .flatMap(from -> Arrays.stream(Event.values()).map(event -> new Step(from, event)));
  }

  @ParameterizedTest
  @MethodSource("everyStep")
  void an_event_does_what_the_table_says(Step step) {
    WaitQueueState from = STATES.get(step.from());
    String cell = CELLS.get(step);

    if (cell.equals("-")) {
      assertThatIllegalStateException().isThrownBy(() -> from.on(step.event()));
    } else if (cell.equals(".")) {
      assertThat(from.on(step.event())).isEqualTo(new Transition(from, Action.NONE));
    } else {
      String[] parts = cell.split("\\+", 2);
      Action action = parts.length == 1 ? Action.NONE : ACTIONS.get(parts[1]);
      assertThat(from.on(step.event())).isEqualTo(new Transition(STATES.get(parts[0]), action));
    }
  }

  @Test
  void the_states_are_all_that_are_possible_and_each_is_reached() {
    Set<WaitQueueState> reached = new HashSet<>();
    reach(WaitQueueState.INITIAL, reached);

    assertThat(reached).hasSameElementsAs(STATES.values());
    assertThat(possible()).hasSameElementsAs(STATES.values());
  }

  private static void reach(WaitQueueState state, Set<WaitQueueState> reached) {
    if (reached.add(state)) {
      for (Event event : Event.values()) {
        try {
          reach(state.on(event).next(), reached);
        } catch (IllegalStateException impossible) {
          assertThat(impossible).hasMessageContaining(event.name());
        }
      }
    }
  }

  private static List<WaitQueueState> possible() {
    return Arrays.stream(Phase.values())
        .flatMap(
            phase ->
                Arrays.stream(Request.values())
                    .flatMap(
                        request ->
                            Arrays.stream(Knowledge.values())
                                .filter(known -> WaitQueueState.isPossible(phase, request, known))
                                .map(known -> new WaitQueueState(phase, request, known))))
        .toList();
  }

  @Test
  void nothing_is_known_while_something_is_asked() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> idle(Request.CHECK, Knowledge.EMPTY))
        .withMessageContaining("EMPTY");
  }

  /** A check always finds more than a delivery without one: what asks for it may not be lost. */
  @Test
  void a_request_is_only_ever_served_by_a_dispatch_that_begins_after_it() {
    for (WaitQueueState state : STATES.values()) {
      for (Event wakeUp : List.of(Event.PUBLISHED, Event.CHANGED)) {
        WaitQueueState asked = state.on(wakeUp).next();
        Request request = asked.request();
        assertThat(request).isGreaterThanOrEqualTo(Request.DELIVER);
        for (Event other : Event.values()) {
          if (other != Event.BEGUN && isPossible(asked, other)) {
            assertThat(asked.on(other).next().request())
                .as("%s after %s in %s", other, wakeUp, state)
                .isGreaterThanOrEqualTo(request);
          }
        }
      }
    }
  }

  private static boolean isPossible(WaitQueueState state, Event event) {
    return STATES.entrySet().stream()
        .filter(entry -> entry.getValue().equals(state))
        .noneMatch(entry -> CELLS.get(new Step(entry.getKey(), event)).equals("-"));
  }
}
