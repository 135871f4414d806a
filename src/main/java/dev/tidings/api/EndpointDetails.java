package dev.tidings.api;

import java.io.Serializable;
import java.time.Instant;

/**
 * An endpoint as it is stored. The password of its settings is always empty.
 *
 * @param version changes with every change of the settings
 */
public record EndpointDetails(long id, long version, Instant createdAt, EndpointSettings settings)
    implements Serializable {}
