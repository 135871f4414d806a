package dev.tidings.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** S6: what each call costs while more and more messages wait. */
final class BacklogScenario implements Scenario {
  private static final String TOPIC = "s6";
  private static final String WARM_UP = "s6-warm-up";
  private static final int WARM_UPS = 15;
  private static final List<Long> SHORT = List.of(1_000L, 100_000L, 1_000_000L);
  private static final List<Long> LONG =
      List.of(1_000L, 10_000L, 100_000L, 1_000_000L, 10_000_000L);
  private static final long DEMANDED_FROM = 1_000_000;

  /** Until then the server may know what it has just stored, and need not read it. */
  private static final Duration UNTIL_FORGOTTEN = Duration.ofSeconds(12);

  private static final int RECEIVERS = 10;
  private static final int RECEIVES_OF_EACH = 4;
  private static final int CLEARED = 5;
  private static final int READERS = 2 * RECEIVERS + CLEARED;
  private static final int CALLS = 200;
  private static final Timing TO_THE_END = Timing.once(Duration.ofHours(1));

  @Override
  public void run(Bench bench) {
    List<Long> backlogs = bench.options().isFull() ? LONG : SHORT;
    List<Login> readers = bench.stage().readers(READERS * backlogs.size());
    warmUp(bench, readers.subList(0, READERS));
    bench.stage().topic(TOPIC);
    bench.stage().subscribe(readers, TOPIC);
    Map<String, Measurement> first = new LinkedHashMap<>();
    List<String> published = new ArrayList<>();
    long length = 0;
    for (int step = 0; step < backlogs.size(); step++) {
      long backlog = backlogs.get(step);
      bench.stage().fill(TOPIC, backlog - length, bench.options().messageSize());
      length = backlog;
      pause();
      List<Login> own = readers.subList(READERS * step, READERS * (step + 1));
      Map<String, Measurement> calls = measure(bench, TOPIC, own, published);
      if (step == 0) {
        first.putAll(calls);
      }
      calls.forEach((call, measured) -> bench.add(result(backlog, call, measured, first)));
    }
  }

  /** Else the first backlog would be the slowest. */
  private static void warmUp(Bench bench, List<Login> readers) {
    bench.stage().topic(WARM_UP);
    bench.stage().subscribe(readers, WARM_UP);
    for (int i = 0; i < WARM_UPS; i++) {
      bench.stage().fill(WARM_UP, SHORT.get(0), bench.options().messageSize());
      measure(bench, WARM_UP, readers, new ArrayList<>());
    }
  }

  private static void pause() {
    try {
      Thread.sleep(UNTIL_FORGOTTEN.toMillis());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** By one client, one call after the other. */
  private static Map<String, Measurement> measure(
      Bench bench, String topic, List<Login> readers, List<String> published) {
    String subscription = Stage.TOPICS + topic + "/subscription";
    Map<String, Measurement> calls = new LinkedHashMap<>();
    Login first = readers.get(0);
    List<String> ids = new ArrayList<>();
    calls.put(
        "publish",
        send(
            bench,
            Collections.nCopies(CALLS, publish(bench, topic)),
            201,
            answer -> ids.add(answer.text("msg_id").orElseThrow())));
    published.addAll(ids);
    calls.put("find a message by its id", send(bench, lookUps(published), 200));
    calls.put("depth", repeat(bench, Request.get(first, subscription), 200));
    calls.put("browse 100", repeat(bench, Request.get(first, subscription + "/messages"), 200));
    List<Request> gets = new ArrayList<>();
    List<Request> receives = new ArrayList<>();
    for (int i = 0; i < RECEIVERS * RECEIVES_OF_EACH; i++) {
      gets.add(Drain.getMessages(readers.get(i % RECEIVERS), topic, 100));
      receives.add(Drain.receive(readers.get(RECEIVERS + i % RECEIVERS), topic, 100));
    }
    calls.put("getMessages 100", send(bench, gets, 200));
    calls.put("receive 100", send(bench, receives, 200));
    calls.put(
        "clear",
        send(
            bench,
            readers.subList(2 * RECEIVERS, READERS).stream()
                .map(login -> Request.delete(login, subscription + "/messages"))
                .toList(),
            200));
    return calls;
  }

  private static Request publish(Bench bench, String topic) {
    return Request.post(
        bench.stage().publisher(),
        Stage.TOPICS + topic + "/messages",
        Payload.one(bench.options().messageSize()));
  }

  /** Of messages from all parts of the log. */
  private static List<Request> lookUps(List<String> published) {
    return published.stream()
        .map(id -> Request.get(BenchServer.ADMIN, "/api/v1/admin/messages/" + id))
        .toList();
  }

  private static Measurement repeat(Bench bench, Request request, int status) {
    return send(bench, Collections.nCopies(CALLS, request), status);
  }

  private static Measurement send(Bench bench, List<Request> requests, int status) {
    return send(bench, requests, status, answer -> {});
  }

  private static Measurement send(
      Bench bench, List<Request> requests, int status, Consumer<Answer> onAnswer) {
    var inTurn = requests.iterator();
    return bench
        .load()
        .run(Crowd.of(1, number -> Script.each(inTurn, status, onAnswer)), TO_THE_END);
  }

  /** Of times: twice the ratio is half as good. */
  private static Result result(
      long backlog, String call, Measurement measured, Map<String, Measurement> first) {
    double millis = measured.millis(50);
    double millisAtFirst = first.get(call).millis(50);
    Ratio ratio =
        backlog >= DEMANDED_FROM
            ? Ratio.of(millis, millisAtFirst, "time at 1,000", Target.BACKLOG)
            : Ratio.of(millis, millisAtFirst, "time at 1,000");
    return new Result("S6", "%s, %,d wait".formatted(call, backlog), "calls/s", measured, ratio);
  }
}
