/**
 * Workarounds for one server or library, a class each, with the defect and the version it was seen
 * in. {@code docs/workarounds.md} lists them, each with the test that says when it can go.
 *
 * <p>Not here: anything that every server needs.
 */
package dev.tidings.platform.container;
