package dev.tidings.broker;

import dev.tidings.api.ErrorType;
import dev.tidings.api.MessageId;
import dev.tidings.api.OnNoSubs;
import dev.tidings.api.Publication;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.api.TidingsException;
import dev.tidings.api.TopicDetails;
import dev.tidings.log.Expirations;
import dev.tidings.log.IdempotencyKeys;
import dev.tidings.log.Lane;
import dev.tidings.log.LogEntry;
import dev.tidings.log.MessageLog;
import dev.tidings.log.PublicationDigest;
import dev.tidings.queue.Backlogs;
import dev.tidings.queue.Capacity;
import dev.tidings.queue.Redeliveries;
import dev.tidings.topic.TopicLock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Turns publications into messages in the log, all of a call or none. */
@ApplicationScoped
class Publisher {
  private static final String UNIQUE_VIOLATION = "23505";

  @Inject TopicLock topicLock;
  @Inject MessageLog log;
  @Inject Expirations expirations;
  @Inject Capacity capacity;
  @Inject Backlogs backlogs;
  @Inject Redeliveries redeliveries;
  @Inject IdempotencyKeys idempotencyKeys;
  @Inject MessageIds messageIds;
  @Inject Clock clock;

  /**
   * What one call publishes.
   *
   * @param topic its settings as they were when the call was allowed
   * @param patternMatched the line of the publisher's patterns that allowed it
   * @param idempotencyKey covers the whole call; empty for none
   * @param isAlone whether the transaction holds nothing but this call
   */
  record Call(
      TopicDetails topic,
      long publisherId,
      String patternMatched,
      List<Publication> publications,
      String idempotencyKey,
      boolean isAlone) {

    boolean hasGd(Publication publication) {
      return publication.hasGd().orElse(topic.settings().hasGd());
    }

    boolean isGuaranteed() {
      return publications.stream().anyMatch(this::hasGd);
    }
  }

  /**
   * Publishes inside the transaction given.
   *
   * @return the ids in the order of the publications; empty, with nothing done, when the settings
   *     of the topic are not what they were any more
   */
  Optional<List<MessageId>> publish(Connection connection, Call call) throws SQLException {
    try {
      return publishOnce(connection, call);
    } catch (SQLException e) {
      // Two calls with one key or id on different topics do not wait for each other's lock.
      if (UNIQUE_VIOLATION.equals(e.getSQLState())) {
        throw idIsTaken();
      }
      throw e;
    }
  }

  private Optional<List<MessageId>> publishOnce(Connection connection, Call call)
      throws SQLException {
    Optional<Long> version = topicLock.lock(connection, call.topic().id());
    if (version.isEmpty() || version.get() != call.topic().version()) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    if (call.idempotencyKey().isEmpty()) {
      return Optional.of(append(connection, call, now));
    }
    IdempotencyKeys.Claim claim = claim(call, "key:" + call.idempotencyKey(), call.publications());
    Optional<List<MessageId>> earlier = idempotencyKeys.find(connection, claim, now);
    if (earlier.isPresent()) {
      return earlier;
    }
    List<MessageId> ids = append(connection, call, now);
    if (ids.stream().allMatch(MessageId::isStored)) {
      idempotencyKeys.add(connection, claim, ids, now);
    }
    return Optional.of(ids);
  }

  private static IdempotencyKeys.Claim claim(Call call, String key, List<Publication> said) {
    return new IdempotencyKeys.Claim(
        call.publisherId(),
        PublicationDigest.ofKey(key),
        PublicationDigest.of(call.topic().id(), said));
  }

  private List<MessageId> append(Connection connection, Call call, Instant now)
      throws SQLException {
    MessageId[] ids = new MessageId[call.publications().size()];
    List<LogEntry> entries = new ArrayList<>();
    Map<MessageId, Set<Long>> addressees = new HashMap<>();
    boolean isDropped = isDropped(connection, call);
    for (int i = 0; i < ids.length; i++) {
      Publication publication = call.publications().get(i);
      if (isRepeated(connection, call, publication, now)) {
        ids[i] = publication.msgId().orElseThrow();
        continue;
      }
      Set<Long> subscriptionIds = addressees(connection, call, publication);
      if (isDropped) {
        ids[i] = MessageId.NONE;
        continue;
      }
      ids[i] = publication.msgId().orElseGet(messageIds::next);
      entries.add(entry(call, publication, ids[i], now));
      addressees.put(ids[i], subscriptionIds);
    }
    if (!entries.isEmpty()) {
      store(connection, call, entries, addressees, now);
    }
    return Arrays.asList(ids);
  }

  private boolean isDropped(Connection connection, Call call) throws SQLException {
    return call.topic().settings().onNoSubs() == OnNoSubs.DROP
        && backlogs.read(connection, call.topic().id()).isPresent();
  }

  /**
   * Whether the publication's own id says that this publisher has published it before.
   *
   * @throws TidingsException when the id belongs to another message
   */
  private boolean isRepeated(Connection connection, Call call, Publication publication, Instant now)
      throws SQLException {
    if (publication.msgId().isEmpty()) {
      return false;
    }
    MessageId id = publication.msgId().get();
    if (idempotencyKeys.find(connection, ownIdClaim(call, publication), now).isPresent()) {
      return true;
    }
    if (log.exists(connection, id)) {
      throw idIsTaken();
    }
    return false;
  }

  private static IdempotencyKeys.Claim ownIdClaim(Call call, Publication publication) {
    return claim(call, "id:" + publication.msgId().orElseThrow(), List.of(publication));
  }

  private static TidingsException idIsTaken() {
    return new TidingsException(
        ErrorType.IDEMPOTENCY_MISMATCH,
        "The message id or idempotency key belongs to another publication. Use a new one.");
  }

  private Set<Long> addressees(Connection connection, Call call, Publication publication)
      throws SQLException {
    if (publication.deliverTo().isEmpty()) {
      return Set.of();
    }
    Set<SubscriptionKey> keys = new HashSet<>(publication.deliverTo());
    Map<SubscriptionKey, Long> ids = redeliveries.addressees(connection, call.topic().id(), keys);
    if (ids.size() < keys.size()) {
      throw TidingsException.invalid(
          "deliver_to", "must name only subscriptions to " + call.topic().settings().name());
    }
    return Set.copyOf(ids.values());
  }

  private LogEntry entry(Call call, Publication publication, MessageId id, Instant now) {
    return new LogEntry(
        publication.deliverTo().isEmpty() ? publication.priority() : Lane.ADDRESSED,
        0,
        id,
        now,
        now.plus(publication.expiration().orElse(call.topic().settings().defaultExpiration())),
        call.hasGd(publication),
        call.publisherId(),
        call.patternMatched(),
        publication);
  }

  private void store(
      Connection connection,
      Call call,
      List<LogEntry> entries,
      Map<MessageId, Set<Long>> addressees,
      Instant now)
      throws SQLException {
    long topicId = call.topic().id();
    MessageLog.End end = log.end(connection, topicId);
    capacity.ensure(
        connection, call.topic(), end, incoming(entries, addressees, now), now, call.isAlone());
    List<LogEntry> placed = log.append(connection, topicId, end, entries);
    for (LogEntry entry : placed) {
      if (entry.publication().msgId().isPresent()) {
        IdempotencyKeys.Claim claim = ownIdClaim(call, entry.publication());
        idempotencyKeys.add(connection, claim, List.of(entry.id()), now);
      }
    }
    expirations.register(connection, topicId, placed);
    for (LogEntry entry : placed) {
      for (long subscriptionId : addressees.get(entry.id())) {
        redeliveries.add(connection, subscriptionId, entry);
      }
    }
  }

  /** What expires at once never waits, so nothing has to make room for it. */
  private static Capacity.Incoming incoming(
      List<LogEntry> entries, Map<MessageId, Set<Long>> addressees, Instant now) {
    int toAll = 0;
    Map<Long, Integer> toSome = new HashMap<>();
    for (LogEntry entry : entries) {
      if (!entry.expiresAt().isAfter(now)) {
        continue;
      }
      Set<Long> subscriptionIds = addressees.get(entry.id());
      if (subscriptionIds.isEmpty()) {
        toAll++;
      }
      subscriptionIds.forEach(id -> toSome.merge(id, 1, Integer::sum));
    }
    return new Capacity.Incoming(toAll, toSome);
  }
}
