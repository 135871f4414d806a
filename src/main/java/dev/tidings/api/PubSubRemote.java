package dev.tidings.api;

/**
 * {@link PubSub} for other deployments on the same server, in the same JVM and the same
 * transaction: {@code java:global/tidings/PubSubBean!dev.tidings.api.PubSubRemote}.
 *
 * <p>WildFly offers it, told by {@code WEB-INF/jboss-ejb3.xml}. It has no {@code @Remote}
 * annotation, because Payara Micro, which has no remote beans, refuses to deploy a bean with one.
 */
public interface PubSubRemote extends PubSub {}
