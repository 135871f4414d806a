package dev.tidings.api;

import java.io.Serializable;
import java.time.Instant;

/**
 * A topic as it is stored.
 *
 * @param version changes with every change of the settings
 */
public record TopicDetails(long id, long version, Instant createdAt, TopicSettings settings)
    implements Serializable {}
