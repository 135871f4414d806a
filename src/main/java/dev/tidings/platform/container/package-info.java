/**
 * Workarounds for one server or library, a class each, with the defect and the version it was seen
 * in.
 *
 * <p>Not here: anything that every server needs.
 */
package dev.tidings.platform.container;
