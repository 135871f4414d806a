package dev.tidings.websocket;

import dev.tidings.api.AsyncPubSub;
import dev.tidings.api.PubSub;
import dev.tidings.security.Authenticator;
import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * What all sessions of a server share.
 *
 * @param operations finds what clients can invoke by its name, or throws
 * @param turns threads for what never waits
 * @param calls threads for what asks the contract
 * @param nanoTime what durations are measured with
 */
record Shared(
    PubSub pubSub,
    AsyncPubSub asyncPubSub,
    Authenticator authenticator,
    Function<String, Operation> operations,
    Limits limits,
    Newcomers newcomers,
    Refusals refusals,
    Clock clock,
    LongSupplier nanoTime,
    Executor turns,
    Executor calls) {}
