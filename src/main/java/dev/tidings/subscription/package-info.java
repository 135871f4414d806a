/** Subscriptions: one endpoint's interest in one topic, and the key that names its queue. */
package dev.tidings.subscription;
