package dev.tidings.broker.receive;

import dev.tidings.api.DeadLetter;
import dev.tidings.api.DeadLetterFilter;
import dev.tidings.api.DeadLetterPage;
import dev.tidings.api.PubSub;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.api.TidingsException;
import dev.tidings.api.TopicDetails;
import dev.tidings.broker.access.MessageFactory;
import dev.tidings.broker.access.SubscriptionLookup;
import dev.tidings.broker.append.LogAppender;
import dev.tidings.broker.dispatch.WakeUps;
import dev.tidings.platform.concurrent.DatabaseTime;
import dev.tidings.platform.database.Database;
import dev.tidings.platform.database.engine.Durability;
import dev.tidings.store.log.LogEntry;
import dev.tidings.store.log.MessageLog;
import dev.tidings.store.queue.inflight.DeadLetters;
import dev.tidings.store.topic.TopicLock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The operations on the dead letters of a queue. */
@ApplicationScoped
public class DeadLetterService {
  /** Dead letters may be large, and so each transaction takes only a few. */
  private static final int BATCH = 100;

  /** So many are read at once of a page, and so many bytes does a page have, or one chunk more. */
  private static final int CHUNK = 20;

  private static final long PAGE_BYTES = 1L << 20;

  @Inject Database database;
  @Inject SubscriptionLookup subscriptions;
  @Inject TopicLock topicLock;
  @Inject MessageLog log;
  @Inject LogAppender logAppender;
  @Inject DeadLetters deadLetters;
  @Inject MessageFactory messageFactory;
  @Inject WakeUps wakeUps;
  @Inject @DatabaseTime Clock clock;

  public DeadLetterPage page(SubscriptionKey key, String after, int limit) {
    if (limit < 1 || limit > PubSub.MAX_PAGE) {
      throw TidingsException.invalid("limit", "must be from 1 to %d".formatted(PubSub.MAX_PAGE));
    }
    SubscriptionLookup.Queue queue = subscriptions.require(key);
    List<DeadLetters.Dead> found =
        database.read(
            connection ->
                deadLetters.read(
                    connection,
                    queue.id().subscriptionId(),
                    DeadLetterFilter.all(),
                    place(after),
                    limit + 1));
    List<DeadLetters.Dead> page = found.subList(0, Math.min(limit, found.size()));
    List<DeadLetter> letters = page.stream().map(dead -> letter(dead, queue.topic(), key)).toList();
    return found.size() <= limit
        ? DeadLetterPage.last(letters)
        : DeadLetterPage.of(letters, Long.toString(page.get(page.size() - 1).id()));
  }

  private static long place(String after) {
    try {
      return after.isEmpty() ? 0 : Long.parseLong(after);
    } catch (NumberFormatException noPlace) {
      throw TidingsException.invalid("after", "must be the cursor that the page before gave");
    }
  }

  private DeadLetter letter(DeadLetters.Dead dead, TopicDetails topic, SubscriptionKey key) {
    return new DeadLetter(
        messageFactory.of(dead.entry(), dead.deliveryCount(), topic.settings().name(), key),
        dead.reason(),
        dead.diedAt());
  }

  public long discard(SubscriptionKey key, DeadLetterFilter filter) {
    SubscriptionLookup.Queue queue = subscriptions.require(key);
    return inBatches(
        queue,
        filter,
        (connection, some) -> {
          deadLetters.delete(connection, some);
          return some.size();
        });
  }

  /** What has expired would not be delivered any more, and stays a dead letter. */
  public long redeliver(SubscriptionKey key, DeadLetterFilter filter) {
    SubscriptionLookup.Queue queue = subscriptions.requireActive(key);
    long redelivered =
        inBatches(queue, filter, (connection, some) -> redeliver(connection, queue, some));
    wakeUps.changed(queue.id());
    return redelivered;
  }

  private int redeliver(
      Connection connection, SubscriptionLookup.Queue queue, List<DeadLetters.Dead> some)
      throws SQLException {
    MessageLog.End end = log.end(connection, queue.topic().id());
    LogAppender.Run run = logAppender.begin(connection, queue.topic(), end, clock.instant(), true);
    List<DeadLetters.Dead> living = new ArrayList<>();
    for (DeadLetters.Dead dead : some) {
      if (dead.entry().expiresAt().isAfter(run.now())) {
        living.add(dead);
      }
    }
    for (DeadLetters.Dead dead : living) {
      LogEntry copy = dead.entry().asCopy(dead.id());
      run.addAgain(copy, queue.id().subscriptionId(), dead.deliveryCount());
    }
    run.write();
    deadLetters.delete(connection, living);
    return living.size();
  }

  /**
   * What was done with a page of dead letters.
   *
   * @param count how many were deleted or put back
   * @param wanted those that were wanted
   * @param seen how many the page had
   * @param next where the next page begins; empty if this one had none
   */
  public record Done(int count, List<DeadLetter> wanted, int seen, String next) {}

  /** Finds those of a page that are wanted, and leaves them where they are. */
  public Done look(SubscriptionKey key, Predicate<DeadLetter> isWanted, String after, int limit) {
    return onPage(subscriptions.require(key), after, limit, isWanted, (connection, some) -> 0);
  }

  /** Deletes those of a page that are wanted. */
  public Done discard(
      SubscriptionKey key, Predicate<DeadLetter> isWanted, String after, int limit) {
    return onPage(
        subscriptions.require(key),
        after,
        limit,
        isWanted,
        (connection, some) -> {
          deadLetters.delete(connection, some);
          return some.size();
        });
  }

  /** Puts those of a page back into their queue that are wanted and have not expired. */
  public Done redeliver(
      SubscriptionKey key, Predicate<DeadLetter> isWanted, String after, int limit) {
    SubscriptionLookup.Queue queue = subscriptions.requireActive(key);
    Done done =
        onPage(
            queue,
            after,
            limit,
            isWanted,
            (connection, some) -> redeliver(connection, queue, some));
    wakeUps.changed(queue.id());
    return done;
  }

  private Done onPage(
      SubscriptionLookup.Queue queue,
      String after,
      int limit,
      Predicate<DeadLetter> isWanted,
      Step step) {
    return database.inTransaction(
        Durability.GUARANTEED,
        connection -> {
          topicLock.lock(connection, queue.id().topicId());
          List<DeadLetters.Dead> page = readPage(connection, queue, place(after), limit);
          List<DeadLetters.Dead> some = new ArrayList<>();
          List<DeadLetter> wanted = new ArrayList<>();
          for (DeadLetters.Dead dead : page) {
            DeadLetter letter = letter(dead, queue.topic(), queue.subscription().key());
            if (isWanted.test(letter)) {
              some.add(dead);
              wanted.add(letter);
            }
          }
          int count = some.isEmpty() ? 0 : step.run(connection, some);
          String next = page.isEmpty() ? "" : Long.toString(page.get(page.size() - 1).id());
          return new Done(count, wanted, page.size(), next);
        });
  }

  /** From its place on, so that what comes before it costs nothing; fewer if they are large. */
  private List<DeadLetters.Dead> readPage(
      Connection connection, SubscriptionLookup.Queue queue, long after, int limit)
      throws SQLException {
    List<DeadLetters.Dead> page = new ArrayList<>();
    long bytes = 0;
    long place = after;
    while (page.size() < limit && bytes < PAGE_BYTES) {
      int most = Math.min(CHUNK, limit - page.size());
      List<DeadLetters.Dead> chunk =
          deadLetters.read(
              connection, queue.id().subscriptionId(), DeadLetterFilter.all(), place, most);
      page.addAll(chunk);
      if (chunk.size() < most) {
        break;
      }
      bytes += chunk.stream().mapToLong(dead -> dead.entry().size()).sum();
      place = chunk.get(chunk.size() - 1).id();
    }
    return page;
  }

  /** Does something with a few of them. */
  @FunctionalInterface
  private interface Step {
    int run(Connection connection, List<DeadLetters.Dead> some) throws SQLException;
  }

  private long inBatches(SubscriptionLookup.Queue queue, DeadLetterFilter filter, Step step) {
    long done = 0;
    Batch batch = new Batch(0, 0, true);
    while (batch.isMore()) {
      long after = batch.last();
      try {
        batch =
            database.inTransaction(
                Durability.GUARANTEED, connection -> next(connection, queue, filter, after, step));
      } catch (TidingsException refusal) {
        if (done == 0 || database.isInTransaction()) {
          throw refusal;
        }
        // The batches before this one are committed: a refusal would say that nothing is done.
        return done;
      }
      done += batch.done();
    }
    return done;
  }

  private record Batch(int done, long last, boolean isMore) {}

  /** Under the topic's lock, so that nobody else does anything with the same ones. */
  private Batch next(
      Connection connection,
      SubscriptionLookup.Queue queue,
      DeadLetterFilter filter,
      long after,
      Step step)
      throws SQLException {
    topicLock.lock(connection, queue.id().topicId());
    List<DeadLetters.Dead> some =
        deadLetters.read(connection, queue.id().subscriptionId(), filter, after, BATCH);
    if (some.isEmpty()) {
      return new Batch(0, after, false);
    }
    int done = step.run(connection, some);
    return new Batch(done, some.get(some.size() - 1).id(), some.size() == BATCH);
  }
}
