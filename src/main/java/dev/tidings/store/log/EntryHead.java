package dev.tidings.store.log;

import java.time.Instant;

/** What an entry is without what makes it large. */
public record EntryHead(
    int lane, long position, int priority, Instant publishedAt, Instant expiresAt) {}
