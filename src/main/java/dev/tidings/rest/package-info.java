/** The native HTTP API: topics and subscriptions under {@code /api/v1}, and the pages around it. */
package dev.tidings.rest;
