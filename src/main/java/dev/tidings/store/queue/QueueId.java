package dev.tidings.store.queue;

/** The id of a queue: a subscription and its topic. */
public record QueueId(long subscriptionId, long topicId) {}
