package dev.tidings.bench;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;

/** WebSockets that do the same, from their opening to their end. */
final class Sockets implements AutoCloseable {
  private static final int AT_ONCE = 8;
  private static final Duration LIMIT = Duration.ofMinutes(2);

  /** Of the process, for everything else. */
  private static final int OTHER_FILES = 1_000;

  private final Load load;
  private final Arrivals arrivals;
  private final Tally openings;
  private final List<SocketLink> links = new ArrayList<>();
  private final List<Subscriber> subscribers = new ArrayList<>();
  private int ready;

  Sockets(Load load) {
    this.load = load;
    arrivals = new Arrivals(load.tally());
    openings = load.tally();
  }

  /** Ends the run unless the machine lets this process and the server have so many sockets. */
  static void requireFiles(int sockets) {
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
        && system.getMaxFileDescriptorCount() < sockets + OTHER_FILES) {
      throw new BenchmarkFailure(
          "%,d WebSockets need %,d open files in each of two processes, and this machine allows %,d: raise ulimit -n"
              .formatted(sockets, sockets + OTHER_FILES, system.getMaxFileDescriptorCount()));
    }
  }

  /** Opens one for each login, some at a time, which subscribes to a topic of the benchmarks. */
  void subscribe(List<Login> logins, IntFunction<String> topics) {
    openAll(
        logins.size(),
        Subscriber.PATH,
        number ->
            whenReady -> {
              Subscriber subscriber =
                  Subscriber.of(logins.get(number), topics.apply(number), arrivals, whenReady);
              subscribers.add(subscriber);
              return subscriber;
            });
  }

  /** Opens some that listen to the benchmarks' own WebSocket in the server. */
  void look(int count) {
    openAll(
        count,
        ListeningClient.PATH,
        number -> whenReady -> new ListeningClient(arrivals, whenReady));
  }

  private void openAll(
      int count, String path, IntFunction<Function<Runnable, SocketScript>> scripts) {
    openings.beginRound();
    load.await(
        "all WebSockets are open",
        LIMIT,
        () -> {
          while (links.size() < count && links.size() - ready < AT_ONCE) {
            open(path, scripts.apply(links.size()));
          }
          return ready == count;
        });
    openings.endRound();
  }

  private void open(String path, Function<Runnable, SocketScript> script) {
    long begin = System.nanoTime();
    links.add(new SocketLink(load.connections(), path, script.apply(() -> isReady(begin))));
  }

  private void isReady(long begin) {
    ready++;
    openings.count(1, System.nanoTime() - begin);
  }

  /** How fast they opened. */
  Measurement openings() {
    return openings.measurement();
  }

  Arrivals arrivals() {
    return arrivals;
  }

  /** Serves them until so many messages more than before have come; still more end the run. */
  void awaitArrivals(long before, long count) {
    load.await(
        "all of %,d messages have arrived".formatted(count),
        LIMIT,
        () -> arrivals.total() - before >= count);
    if (arrivals.total() - before > count) {
      throw new BenchmarkFailure(
          "%,d messages arrived, of which there were %,d"
              .formatted(arrivals.total() - before, count));
    }
  }

  /** Ends all connections at once, without a word. */
  void cut() {
    links.forEach(SocketLink::close);
    links.clear();
    ready = 0;
  }

  /** Connects all subscribers again at once, and does not wait for them. */
  void resume() {
    List<Subscriber> before = List.copyOf(subscribers);
    subscribers.clear();
    for (Subscriber subscriber : before) {
      open(
          Subscriber.PATH,
          whenReady -> {
            Subscriber resuming = subscriber.resuming(whenReady);
            subscribers.add(resuming);
            return resuming;
          });
    }
  }

  @Override
  public void close() {
    cut();
  }
}
