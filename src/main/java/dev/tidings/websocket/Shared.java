package dev.tidings.websocket;

import dev.tidings.api.AsyncPubSub;
import dev.tidings.api.PubSub;
import dev.tidings.security.Authenticator;
import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * What all sessions of a server share.
 *
 * @param turns threads for what never waits
 * @param calls threads for what asks the contract
 * @param nanoTime what durations are measured with
 */
record Shared(
    PubSub pubSub,
    AsyncPubSub asyncPubSub,
    Authenticator authenticator,
    Services services,
    Limits limits,
    Clock clock,
    LongSupplier nanoTime,
    Executor turns,
    Executor calls) {}
