/**
 * A data source of the application or of the server in place of one of our own: how it is found,
 * and what differs when the connections belong to somebody else.
 *
 * <p>Not here: anything about connections that Tidings opens itself.
 */
package dev.tidings.platform.database.managed;
