package dev.tidings.transport.listener;

import dev.tidings.api.Administration;
import dev.tidings.api.PubSub;
import dev.tidings.platform.metrics.Measurements;
import dev.tidings.platform.tracing.Tracing;
import java.util.concurrent.Executor;

/** What all listeners of the application use. */
record ListenerServices(
    PubSub pubSub,
    Administration administration,
    ListenerSetup setup,
    ListenerCalls calls,
    PayloadReader payloads,
    Measurements measurements,
    Tracing tracing,
    Executor threads) {}
