/**
 * Workarounds for defects of one server or library, a class each: the defect with its upstream
 * issue, the version it was seen in, what the workaround gains, and what happens when it no longer
 * fits. Also what each server has to be asked in its own way.
 *
 * <p>Not here: behaviour that every server needs.
 */
package dev.tidings.container;
