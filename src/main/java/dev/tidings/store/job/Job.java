package dev.tidings.store.job;

import dev.tidings.api.JobDetails;

/**
 * A job and where its next batch begins.
 *
 * @param subscriptionId the queue that it is at, or after which it goes on
 * @param place of that queue; empty for its beginning
 */
public record Job(JobDetails details, long subscriptionId, String place) {
  public long id() {
    return details.id();
  }
}
