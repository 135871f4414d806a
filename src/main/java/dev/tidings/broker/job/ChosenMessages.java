package dev.tidings.broker.job;

import dev.tidings.api.DeadLetterFilter;
import dev.tidings.api.JobDetails;
import dev.tidings.api.JobKind;
import dev.tidings.api.JobRequest;
import dev.tidings.api.MessageId;
import dev.tidings.api.PubSub;
import dev.tidings.api.SubscriptionKey;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Deletes or redelivers messages that were chosen by their ids, one by one in the order of the
 * list, in the transaction of the caller. So the job can say which of them were not there.
 */
@ApplicationScoped
class ChosenMessages {
  /** Each takes several statements, and the queue stays locked meanwhile. */
  private static final int MOST = 10;

  @Inject PubSub pubSub;

  /**
   * Does the next ones.
   *
   * @param place how many of the list are done; empty for none
   */
  JobBatch.Result run(JobDetails job, SubscriptionKey key, String place, int limit) {
    List<MessageId> all = job.request().msgIds();
    int begin = place.isEmpty() ? 0 : Integer.parseInt(place);
    int end = Math.min(begin + Math.min(limit, MOST), all.size());
    List<MessageId> missing = new ArrayList<>(job.missing());
    int done = 0;
    for (MessageId id : all.subList(begin, end)) {
      if (isDone(job.request(), key, id)) {
        done++;
      } else {
        missing.add(id);
      }
    }
    Optional<String> next =
        end < all.size() ? Optional.of(Integer.toString(end)) : Optional.empty();
    return new JobBatch.Result(done, end - begin, next, missing);
  }

  private boolean isDone(JobRequest request, SubscriptionKey key, MessageId id) {
    if (request.kind() == JobKind.DELETE_MESSAGES) {
      return pubSub.remove(key, id);
    }
    DeadLetterFilter filter =
        DeadLetterFilter.all().withIds(List.of(id)).diedBefore(request.before());
    return request.kind() == JobKind.REDELIVER_DEAD_LETTERS
        ? pubSub.redeliver(key, filter) > 0
        : pubSub.discard(key, filter) > 0;
  }

  /** What was not looked at when the queue ended is missing too. */
  static List<MessageId> missingAtEnd(JobDetails job) {
    List<MessageId> all = job.request().msgIds();
    List<MessageId> missing = new ArrayList<>(job.missing());
    if (job.request().kind().isCopy()) {
      return job.startedAt() == null ? all : missing;
    }
    missing.addAll(all.subList((int) Math.min(job.seen(), all.size()), all.size()));
    return missing;
  }
}
