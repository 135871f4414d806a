/**
 * What every HTTP transport needs before a resource is reached: who the client is and where it
 * comes from, which origins may call, whether the address and the body can be read. A request that
 * fails here is answered with a problem and reaches no resource.
 *
 * <p>Not here: JSON, resources, and anything that knows a topic.
 */
package dev.tidings.http;
