package dev.tidings.queue;

/** Whose queue: a subscription and the topic that it is subscribed to. */
public record QueueId(long subscriptionId, long topicId) {}
