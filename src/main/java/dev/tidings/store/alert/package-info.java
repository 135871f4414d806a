/**
 * Who looks after an alert.
 *
 * <p>Not here: which alerts there are.
 */
package dev.tidings.store.alert;
