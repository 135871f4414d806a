/**
 * Publish: at once, batched with other publishers, or with a caller's commit.
 *
 * <p>Not here: what one transaction does, which the append package has.
 */
package dev.tidings.broker.publish;
