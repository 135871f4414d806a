/** The administration HTTP API: topics, endpoints, subscriptions and the configuration. */
package dev.tidings.admin;
