/**
 * The contract of Tidings: what in-server code calls and what every transport carries.
 *
 * <p>{@link dev.tidings.api.PubSub} publishes, subscribes and delivers messages; {@link
 * dev.tidings.api.Administration} keeps topics, endpoints and subscriptions. All types are
 * immutable and serializable, so that they cross a remote view; they depend on the Jakarta EE API
 * alone.
 */
package dev.tidings.api;
