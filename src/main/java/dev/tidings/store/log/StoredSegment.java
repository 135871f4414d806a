package dev.tidings.store.log;

/** A segment as it is stored. */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
record StoredSegment(int lane, long firstPosition, long lastPosition, byte[] content) {}
