/**
 * A client of the HTTP API for programs anywhere, in a JAR of its own, and the bodies of its
 * requests and responses as plain classes for other HTTP clients.
 *
 * <p>Not here: anything that the server has too. The client needs jackson-core alone; annotations
 * of JSON-B and Jackson count where those libraries are present.
 */
package dev.tidings.client;
