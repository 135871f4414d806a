/**
 * The HTTP API of the system that Tidings took its words from, for clients and command lines that
 * exist already.
 */
package dev.tidings.zato;
