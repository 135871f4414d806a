package dev.tidings.broker;

import static dev.tidings.fixture.Session.finish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.broker.SharedTopic.Move;
import dev.tidings.fixture.NoTopicLock;
import dev.tidings.fixture.Session;
import dev.tidings.fixture.TestDatabase;
import dev.tidings.store.topic.TopicLock;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every two moves on one topic at once, in both orders and with both orders of commit: what comes
 * of it is what would have come of one after the other. So nothing is lost, nothing is there twice,
 * and everything keeps its order.
 */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class InterleavingTest {

  /** Who commits first; who waits for the other one cannot. */
  private enum Ending {
    FIRST_COMMITS_FIRST,
    SECOND_COMMITS_FIRST,
    FIRST_ROLLS_BACK
  }

  private static final String NOTHING = "nothing";

  @Parameter TestDatabase database;

  private Session one;
  private Session two;

  static Stream<Arguments> pairs() {
    return Stream.of(Move.values())
        .flatMap(first -> Stream.of(Move.values()).map(second -> Arguments.of(first, second)));
  }

  @BeforeEach
  void two_sessions() throws SQLException {
    one = new Session(database);
    two = new Session(database);
  }

  @AfterEach
  void close() throws SQLException {
    one.close();
    two.close();
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void two_moves_at_once_are_as_one_after_the_other(Move first, Move second) {
    for (Ending ending : Ending.values()) {
      assertAsOneAfterTheOther(new TopicLock(), first, second, ending);
    }
  }

  /**
   * What each move does when nobody else is there, so that the ones above compare with the truth.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          APPEND      | appended    | depth 5 | [leased/1] | [high/0, leased/1, waiting/0, two/0, low/0]
          SUBSCRIBE   | subscribed  | depth 4 | [leased/1] | [high/0, leased/1, waiting/0, low/0]
          RECEIVE     | received [high/1, waiting/1] | depth 4 | [high/1, leased/1, waiting/1] | [high/1, leased/1, waiting/1, low/0]
          ACKNOWLEDGE | [DONE]      | depth 3 | []         | [high/0, waiting/0, low/0]
          CLEAR       | cleared 4   | depth 0 | []         | []
          """)
  void a_move_alone_does_what_it_says(
      Move move, String answer, String depth, String leased, String all) {
    Told told = alone(move);

    assertThat(told.two()).isEqualTo(answer);
    assertThat(told.after()).contains("first: %s, leased %s, %s".formatted(depth, leased, all));
  }

  @ParameterizedTest
  @EnumSource(names = {"UNSUBSCRIBE", "DELETE"})
  void a_queue_that_is_ended_alone_is_gone(Move move) {
    assertThat(alone(move).after()).contains("first: gone");
  }

  /** If these found nothing without the lock, the ones above would prove nothing. */
  @ParameterizedTest
  @CsvSource({
    "APPEND, DELETE, SECOND_COMMITS_FIRST, [segment]",
    "SUBSCRIBE, UNSUBSCRIBE, FIRST_COMMITS_FIRST, [backlog]"
  })
  void without_the_topic_lock_they_are_not(
      Move first, Move second, Ending ending, String whatIsWrong) {
    assertThatThrownBy(() -> assertAsOneAfterTheOther(new NoTopicLock(), first, second, ending))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(whatIsWrong);
  }

  /**
   * What two moves came to.
   *
   * @param after the state of the topic when both have ended
   */
  private record Told(String one, String two, List<String> after) {}

  private void assertAsOneAfterTheOther(
      TopicLock topicLock, Move first, Move second, Ending ending) {
    AtomicBoolean isWaiting = new AtomicBoolean();

    Told told = on(topicLock, topic -> interleaved(topic, first, second, ending, isWaiting));

    assertThat(told).as("%s", ending).isIn(expected(first, second, ending, isWaiting.get()));
  }

  /** Tells a story of a new topic, of which nothing is left then. */
  private Told on(TopicLock topicLock, Function<SharedTopic, Told> story) {
    SharedTopic topic = one.does(c -> new SharedTopic(database, topicLock, c));
    one.commits();
    try {
      return story.apply(topic);
    } finally {
      one.rollsBack();
      two.rollsBack();
      one.does(
          c -> {
            topic.delete(c);
            return topic;
          });
      one.commits();
    }
  }

  private Told interleaved(
      SharedTopic topic, Move first, Move second, Ending ending, AtomicBoolean isWaiting) {
    String ofOne = one.does(c -> topic.move(first, "one", c));
    CompletableFuture<String> ofTwo = two.begins(c -> topic.move(second, "two", c));
    isWaiting.set(!ofTwo.isDone());
    if (ending == Ending.SECOND_COMMITS_FIRST && ofTwo.isDone()) {
      two.commits();
    }
    String ended = end(topic, ofOne, ending);
    finish(ofTwo);
    two.commits();
    return new Told(ended, finish(ofTwo), one.does(topic::tell));
  }

  private String end(SharedTopic topic, String ofOne, Ending ending) {
    if (ending == Ending.FIRST_ROLLS_BACK) {
      one.rollsBack();
      topic.forget("one");
      return NOTHING;
    }
    one.commits();
    return ofOne;
  }

  /** Who had to wait came second; else either of them may have been the first. */
  private List<Told> expected(Move first, Move second, Ending ending, boolean isWaiting) {
    if (ending == Ending.FIRST_ROLLS_BACK) {
      return List.of(alone(second));
    }
    Told inOrder = on(new TopicLock(), topic -> moved(topic, first, second, true));
    return isWaiting
        ? List.of(inOrder)
        : List.of(inOrder, on(new TopicLock(), topic -> moved(topic, first, second, false)));
  }

  private Told moved(SharedTopic topic, Move ofOne, Move ofTwo, boolean isOneFirst) {
    String early = isOneFirst ? move(topic, ofOne, "one") : move(topic, ofTwo, "two");
    String late = isOneFirst ? move(topic, ofTwo, "two") : move(topic, ofOne, "one");
    List<String> after = one.does(topic::tell);
    return isOneFirst ? new Told(early, late, after) : new Told(late, early, after);
  }

  private Told alone(Move move) {
    return on(
        new TopicLock(),
        topic -> new Told(NOTHING, move(topic, move, "two"), one.does(topic::tell)));
  }

  private String move(SharedTopic topic, Move move, String side) {
    String answer = one.does(c -> topic.move(move, side, c));
    one.commits();
    return answer;
  }
}
