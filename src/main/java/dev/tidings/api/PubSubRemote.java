package dev.tidings.api;

import jakarta.ejb.Remote;

/**
 * {@link PubSub} for other deployments on the same server, found at {@code
 * java:global/tidings/PubSubBean!dev.tidings.api.PubSubRemote} where the server has the full
 * Enterprise Beans container.
 */
@Remote
public interface PubSubRemote extends PubSub {}
